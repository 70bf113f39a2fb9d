import { expect, test } from "vitest";
import { clusters, signs, urlOf } from "$lib/kernel/text";
import { CATEGORIES } from "../src/routes/chats/drawer/emoji";

test("without the browser's help a text falls into the same signs", () => {
  const all = CATEGORIES.flat();
  expect(all.length).toBeGreaterThan(1500);
  const texts = [
    ...all,
    all.join(""),
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽1️⃣#️⃣🇸🇳🇩🇪",
    "Zoe\u0308 と 林美\r\n한국어 ก็",
    "☝️a✌🏿",
    "",
  ];
  for (const text of texts) expect(clusters(text)).toEqual(signs(text));
});

test("what is no address answers nothing", () => {
  expect(urlOf("https://lake.town/@amina")?.pathname).toBe("/@amina");
  expect(urlOf("lake town")).toBeUndefined();
});
