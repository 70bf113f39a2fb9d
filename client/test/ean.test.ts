import { expect, test } from "vitest";
import { read } from "$lib/contacts/codes";
import { eanIn, eanOf, gtin } from "$lib/parts/ean";

const A = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011";
const SET_A = A.split(" ");
const flip = (bits: string) => bits.replace(/./g, (one) => (one === "0" ? "1" : "0"));
const SET_C = SET_A.map(flip);
const SET_B = SET_C.map((bits) => [...bits].reverse().join(""));
const FIRST = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA".split(" ");

/** The modules of a code as its standard draws them, 1 is dark. */
function modules(code: string): string {
  const half = code.length === 13 ? 6 : 4;
  const sets = half === 6 ? FIRST[Number(code[0])]! : "AAAA";
  const digits = [...(half === 6 ? code.slice(1) : code)].map(Number);
  const left = digits.slice(0, half).map((d, n) => (sets[n] === "A" ? SET_A : SET_B)[d]);
  const right = digits.slice(half).map((d) => SET_C[d]);
  return `101${left.join("")}01010${right.join("")}101`;
}

/** The brightness of a line through it: so many points a module, some grey at the edges. */
function line(code: string, scale: number, quiet = 12): number[] {
  const bits = "0".repeat(quiet) + modules(code) + "0".repeat(quiet);
  const length = Math.floor(bits.length * scale);
  return Array.from({ length }, (_, at) => (bits[Math.floor(at / scale)] === "1" ? 35 : 215));
}

const CODES = ["4006381333931", "9780306406157", "0036000291452", "6901234567892", "73513537"];

test.each(CODES)("%s is read at any size, and from the other side", (code) => {
  for (const scale of [2, 2.7, 3.3, 6]) {
    expect(eanIn(line(code, scale))).toBe(code);
    expect(eanIn(line(code, scale).reverse())).toBe(code);
  }
});

test("a picture is read upright and lying on its side", () => {
  const row = line("4006381333931", 3);
  const at = (x: number) => [row[x]!, row[x]!, row[x]!, 255];
  const upright = Array.from({ length: 60 }, () => row.flatMap((_, x) => at(x))).flat();
  expect(eanOf({ data: upright, width: row.length, height: 60 })).toBe("4006381333931");
  const lying = row.flatMap((_, y) => Array.from({ length: 60 }, () => at(y)).flat());
  expect(eanOf({ data: lying, width: 60, height: row.length })).toBe("4006381333931");
});

test("what is no code, or a wrong one, is none", () => {
  expect(eanIn(Array.from({ length: 600 }, (_, at) => (at % 7 < 3 ? 20 : 230)))).toBe("");
  expect(eanIn(line("4006381333932", 3))).toBe("");
  expect(eanIn(line("4006381333931", 3, 1))).toBe("");
  expect(gtin("4006381333932")).toBe("");
  expect(gtin("978-0-306-40615-7")).toBe("9780306406157");
});

test("a bar code of goods leads to where it is sold", () => {
  const path = "/market/barcode/4006381333931";
  expect(read("4006381333931", "https://lake.town")).toEqual({ is: "ours", path });
  expect(read("12345678", "https://lake.town").is).toBe("text");
});
