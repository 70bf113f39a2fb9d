import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import en from "$words/en.json";
import zh from "$words/zh-CN.json";
import { areas } from "../build/words";

const ROUTES = fileURLToPath(new URL("../src/routes", import.meta.url));
const files = readdirSync(ROUTES)
  .map((folder) => `${ROUTES}/${folder}/service.ts`)
  .filter((file) => existsSync(file));
const told = files.map((file) => readFileSync(file, "utf8")).join("\n");

test("what services say of themselves comes with Town, whichever folder says it", () => {
  const { town } = areas();
  expect(files.length).toBeGreaterThan(7);
  for (const key of ["pay.wallet", "now.taxi", "also.machines", "search.messages", "earn.shop"])
    expect(town, key).toContain(key);
});

test("the words of their screens do not", () => {
  const { town, pay } = areas();
  expect(pay).toContain("pay.freezeText");
  expect(town).not.toContain("pay.freezeText");
});

test("each tile has more words to be found by, in both languages; Chinese ones in pinyin or as one says them", () => {
  const also = [...told.matchAll(/also: "([\w.]+)"/g)].map(([, key]) => key!);
  const tiles = [...told.matchAll(/use: "/g)];
  expect(also).toHaveLength(tiles.length);
  for (const key of also) {
    expect(en[key as keyof typeof en], key).toBeTruthy();
    expect(zh[key as keyof typeof zh], key).toMatch(/\p{Script=Han}/u);
  }
});
