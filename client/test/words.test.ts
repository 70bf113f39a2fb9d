import { beforeEach, expect, test } from "vitest";
import { nearest, speak, t } from "$lib/kernel/i18n.svelte";
import { Problem } from "$lib/kernel/problem";
import { say } from "$lib/kernel/say";
import en from "$words/en.json";
import enText from "$words/en.json?raw";
import zh from "$words/zh-CN.json";
import zhText from "$words/zh-CN.json?raw";

beforeEach(() => speak("en"));

const base = (words: object) =>
  [...new Set(Object.keys(words).map((k) => k.replace(/#\w+$/, "")))].sort();
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

test("both languages have the same words", () => {
  expect(base(zh)).toEqual(base(en));
});

test("no word is empty, and the names to fill in are the same in both", () => {
  const chinese = zh as Record<string, string>;
  for (const [key, text] of Object.entries(en)) {
    expect(text.trim(), key).not.toBe("");
    if (!key.includes("#")) expect(names(chinese[key]!), key).toEqual(names(text));
  }
});

test("no word is there twice, the later one hiding the other", () => {
  for (const text of [enText, zhText]) {
    const keys = [...text.matchAll(/^\s*"([^"]+)":/gm)].map((m) => m[1]);
    expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
  }
});

test("Chinese has the marks of Chinese, and calls everybody 你", () => {
  const wrong = Object.entries(zh).filter(([, text]) => /[\u4e00-\u9fff][,;:?!]|您/.test(text));
  expect(wrong).toEqual([]);
});

test("a number chooses its plural", async () => {
  expect(t("chats.unreadCount", { n: 1 })).toBe("1 unread message");
  expect(t("chats.unreadCount", { n: 3 })).toBe("3 unread messages");
  await speak("zh-CN");
  expect(t("chats.unreadCount", { n: 1 })).toBe("1 条未读消息");
});

test("a name is filled in, and a missing one stays to be seen", () => {
  expect(t("welcome.town", { town: "Lake Town" })).toBe("You are in Lake Town");
  expect(t("welcome.town")).toBe("You are in {town}");
});

test("the nearest language is the first we have", () => {
  expect(nearest(["fr-FR", "zh-TW", "en"])).toBe("zh-CN");
  expect(nearest(["fr", "en-GB"])).toBe("en");
  expect(nearest([])).toBe("en");
});

test("an error is a kind sentence of ours, else the server's own, else a general one", () => {
  expect(say(new Problem("handle_taken", "Taken", 409))).toContain("taken already");
  expect(say(new Problem("quite_new", "The pond is full", 409))).toBe("The pond is full");
  expect(say(new TypeError("x is not a function"))).toBe(en["error.unknown"]);
});
