import { expect, test } from "vitest";
import en from "$words/en.json";
import { areas } from "../build/words";

const base = (key: string) => key.replace(/#\w+$/, "");
const found = areas();

test("every word is somewhere", () => {
  const all = new Set(Object.values(found).flatMap((area) => [...area]));
  expect([...new Set(Object.keys(en).map(base))].filter((key) => !all.has(key))).toEqual([]);
});

test("the list of chats has its words at once, what is behind it later", () => {
  for (const key of ["tab.chats", "chats.unreadCount", "error.offline"])
    expect(found.first, key).toContain(key);
  for (const key of [
    "book.title",
    "contacts.importTitle",
    "error.handle_taken",
    "voice.letGoLock",
    "call.incoming.voice",
  ])
    expect(found.first, key).not.toContain(key);
  expect(found.guest).toContain("error.handle_taken");
});

test("nothing comes twice with the same screen", () => {
  for (const [area, keys] of Object.entries(found))
    if (area !== "first") for (const key of keys) expect(found.first).not.toContain(key);
});
