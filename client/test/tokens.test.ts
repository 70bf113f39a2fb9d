import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const file = fileURLToPath(new URL("../src/styles/tokens.css", import.meta.url));
const [day = "", night = ""] = readFileSync(file, "utf8").split("prefers-color-scheme: dark");
const colours = (css: string) =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+): (#[\da-f]{3,6});/g)].map(([, name, value]) => [name, value!]),
  );

/** As WCAG 2.1 has it. */
function light(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[\da-f]/g, "$&$&") : colour;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

test.each([
  ["day", colours(day)],
  ["night", { ...colours(day), ...colours(night) }],
])("by %s what is written in any of these can be read on any ground", (_, found) => {
  for (const ink of ["ink", "ink2", "brand", "brand-deep", "alert-deep", "money"])
    for (const ground of ["bg", "surface", "sunk"])
      expect(contrast(found[ink]!, found[ground]!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(
        4.5,
      );
  expect(contrast(found.brand!, found["brand-soft"]!)).toBeGreaterThanOrEqual(4.5);
});
