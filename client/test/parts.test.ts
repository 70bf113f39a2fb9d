import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handleOf } from "$lib/identity/sign-in";
import { suggest } from "$lib/identity/join.svelte";
import { pieces } from "$lib/parts/links";

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

test("a name suggests a handle, when it has Latin letters", () => {
  expect(suggest("Amélie Dupont")).toBe("amelie_dupont");
  expect(suggest("  3 Kofi! ")).toBe("kofi");
  expect(suggest("林美")).toBe("");
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
