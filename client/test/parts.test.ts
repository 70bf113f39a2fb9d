import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handleOf } from "$lib/identity/sign-in";
import { suggest } from "$lib/identity/join.svelte";
import { coveredBy } from "$lib/parts/keyboard";
import { hits, mentioned, onlyEmoji, pieces } from "$lib/parts/links";

const links = (text: string) => pieces(text).flatMap((p) => p.href ?? []);

test("a link ends before the mark that ends the sentence", () => {
  expect(links("Look at https://lake.town/market. Nice!")).toEqual(["https://lake.town/market"]);
  expect(links("看 https://lake.town/a，好")).toEqual(["https://lake.town/a"]);
  expect(links("javascript:alert(1) no.link")).toEqual([]);
});

test("cutting a text loses nothing of it", () => {
  const text = "a http://x.y/z?q=1, b\nhttps://b.c";
  expect(
    pieces(text)
      .map((p) => p.text)
      .join(""),
  ).toBe(text);
});

test.each([
  ["Amélie Dupont", "amelie_dupont"],
  ["  3 Kofi! ", "kofi"],
  ["Seán O'Brien", "sean_obrien"],
  ["王小明", "wangxiaoming"],
  ["陳美玲", "chenmeiling"],
  ["Søren Ægir", "soren_aegir"],
  ["Łukasz Groß", "lukasz_gross"],
  ["Юлия Щербакова", "yuliya_shcherbakova"],
  ["Γιώργος", "giorgos"],
  ["김민준", "gimminjun"],
  ["きょうこ ざっし", "kyouko_zasshi"],
  ["ひしやま", "hishiyama"],
  ["サトウ", "satou"],
  ["دانيال", "danyal"],
  ["प्रिया", "priya"],
  ["🐸", ""],
])("a name of any script suggests a handle: %s", async (name, handle) => {
  expect(await suggest(name)).toBe(handle);
});

test("people may type their whole address", () => {
  expect(handleOf(" @Amina@lake.town ")).toBe("amina");
});

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const parts = [1, 3, 5].map((i) => parseInt(full.slice(i, i + 2), 16) / 255);
  const [r, g, b] = parts.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x! + 0.05) / (y! + 0.05);
}

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const [lightCss, darkCss] = css.split("@media (prefers-color-scheme: dark)");
const tokens = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/gi)].map((m) => [m[1]!, m[2]!]),
  );
const light = tokens(lightCss!);
const dark = { ...light, ...tokens(darkCss!) };

const pairs = [
  ["ink", "bg"],
  ["ink2", "surface"],
  ["ink2", "bg"],
  ["ink2", "sunk"],
  ["brand-ink", "brand"],
  ["brand", "surface"],
  ["brand", "bg"],
  ["brand-deep", "brand-soft"],
  ["mine-ink", "mine"],
  ["alert-ink", "alert"],
  ["alert", "surface"],
  ["alert-deep", "alert-soft"],
  ["leap-ink", "leap"],
  ...Array.from({ length: 8 }, (_, i) => [`av${i}-ink`, `av${i}`]),
];

test.each(Object.entries({ light, dark }))("every text can be read in %s", (_, theme) => {
  for (const [ink, ground] of pairs) {
    const found = contrast(theme[ink!]!, theme[ground!]!);
    expect(found, `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

test("links are cut out of a sentence, and never lead where they don't seem to", () => {
  const links = (text: string) => pieces(text).filter((p) => p.href);
  expect(links("see www.lake.town/a, or (https://a.b/c_(d)).")).toEqual([
    { text: "www.lake.town/a", href: "https://www.lake.town/a" },
    { text: "https://a.b/c_(d)", href: "https://a.b/c_(d)" },
  ]);
  expect(links("https://bank.example@evil.example/")).toEqual([]);
  expect(links("javascript:alert(1) 看https://湖.town/面。好")).toEqual([
    { text: "https://湖.town/面", href: "https://湖.town/面" },
  ]);
});

test("names after an @ stand out, the longest first, never inside of a link", () => {
  const marked = (text: string, ...names: string[]) =>
    mentioned(pieces(text), names)
      .filter((p) => p.mention)
      .map((p) => p.text);
  expect(marked("@Ann Lee and @Ann, @Anna", "Ann", "Ann Lee")).toEqual([
    "@Ann Lee",
    "@Ann",
    "@Ann",
  ]);
  expect(marked("@林美 你好", "林美")).toEqual(["@林美"]);
  expect(marked("https://a.b/@Ann", "Ann")).toEqual([]);
  expect(marked("nobody", "")).toEqual([]);
});

test("one to three emoji alone are large", () => {
  for (const text of ["🎉", "👨‍👩‍👧‍👦 ❤️", "🇩🇪🇨🇳", "👍🏽"]) expect(onlyEmoji(text)).toBe(true);
  for (const text of ["", "ok 👍", "1", "12", "🎉🎉🎉🎉", "©"]) expect(onlyEmoji(text)).toBe(false);
});

test("what was looked for stands out in what was found", () => {
  const found = (text: string, query: string) =>
    hits(text, query)
      .filter((p) => p.hit)
      .map((p) => p.text);
  expect(found("牛肉面给你留了一碗牛肉", "牛肉")).toEqual(["牛肉", "牛肉"]);
  expect(found("Bread at TEN (ten)", "ten bread")).toEqual(["Bread", "TEN", "ten"]);
  expect(found("a+b", "a+")).toEqual(["a+"]);
  expect(hits("plain", " ")).toEqual([{ text: "plain", hit: false }]);
});

test("a keyboard covers the foot; a browser's bar or a zoomed page does not", () => {
  expect(coveredBy({ height: 844, scale: 1 }, 844)).toBe(0);
  expect(coveredBy({ height: 500, scale: 1 }, 844)).toBe(344);
  expect(coveredBy({ height: 790, scale: 1 }, 844)).toBe(0);
  expect(coveredBy({ height: 422, scale: 2 }, 844)).toBe(0);
});
