/** Reads the bar codes of goods (EAN-13, UPC-A, EAN-8) from one line of a picture: pure. */

/** Widths of dark and light of each digit, in modules; after ISO/IEC 15420, set A. */
const DIGITS = [
  [3, 2, 1, 1],
  [2, 2, 2, 1],
  [2, 1, 2, 2],
  [1, 4, 1, 1],
  [1, 1, 3, 2],
  [1, 2, 3, 1],
  [1, 1, 1, 4],
  [1, 3, 1, 2],
  [1, 2, 1, 3],
  [3, 1, 1, 2],
];
/** Which of the left six are of set B (mirrored) says the first digit of thirteen. */
const FIRST = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB"];
FIRST.push("ABABBA", "ABBABA");

type Shape = { half: number; modules: number };
const SHAPES: Shape[] = [
  { half: 6, modules: 95 },
  { half: 4, modules: 67 },
];
/** Of a digit, in modules: more is none. */
const MOST_OFF = 1.7;
const QUIET = 4;

/** A number of goods with its right check digit, of 8, 12, 13 or 14 digits; else nothing. */
export function gtin(text: string): string {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits) || !Number(digits)) return "";
  const whole = digits.padStart(14, "0");
  const sum = [...whole].reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 1 : 3), 0);
  return sum % 10 ? "" : digits;
}

/** How long it stays light, dark, light … along a line of brightness, beginning with light. */
function runs(line: ArrayLike<number>): number[] {
  let [low, high] = [255, 0];
  for (let at = 0; at < line.length; at++) {
    low = Math.min(low, line[at]!);
    high = Math.max(high, line[at]!);
  }
  if (high - low < 40) return [];
  const found = [0];
  let dark = false;
  const middle = (low + high) / 2;
  for (let at = 0; at < line.length; at++) {
    if (line[at]! < middle !== dark) {
      dark = !dark;
      found.push(0);
    }
    found[found.length - 1]!++;
  }
  return found;
}

/** The digit of four widths, and of which set it is; null for none. */
function digitOf(widths: number[]): { digit: number; set: "A" | "B" } | null {
  const unit = widths.reduce((all, one) => all + one, 0) / 7;
  let best: { digit: number; set: "A" | "B" } | null = null;
  let least = MOST_OFF;
  for (const [digit, shape] of DIGITS.entries()) {
    for (const set of ["A", "B"] as const) {
      const wanted = set === "A" ? shape : shape.toReversed();
      const off = widths.reduce((all, one, at) => all + Math.abs(one / unit - wanted[at]!), 0);
      if (off < least) [best, least] = [{ digit, set }, off];
    }
  }
  return best;
}

const even = (widths: number[], unit: number) =>
  widths.every((one) => one > unit * 0.4 && one < unit * 1.8);

/** The code that begins with the dark run `at`. */
function readAt(all: number[], at: number, { half, modules }: Shape): string {
  const length = 3 + half * 4 + 5 + half * 4 + 3;
  if (at + length > all.length) return "";
  const own = all.slice(at, at + length);
  const unit = own.reduce((sum, one) => sum + one, 0) / modules;
  const middle = 3 + half * 4;
  const guards = [...own.slice(0, 3), ...own.slice(middle, middle + 5), ...own.slice(-3)];
  if (!even(guards, unit) || all[at - 1]! < unit * QUIET) return "";
  let [digits, sets] = ["", ""];
  for (let n = 0; n < half * 2; n++) {
    const from = n < half ? 3 + n * 4 : middle + 5 + (n - half) * 4;
    const found = digitOf(own.slice(from, from + 4));
    if (!found) return "";
    digits += found.digit;
    sets += found.set;
  }
  if (sets.slice(half) !== "A".repeat(half)) return "";
  if (half === 4) return sets === "AAAAAAAA" ? gtin(digits) : "";
  const first = FIRST.indexOf(sets.slice(0, 6));
  return first < 0 ? "" : gtin(first + digits);
}

/** What stands along a line of brightness (0 to 255), in either direction; "" for nothing. */
export function eanIn(line: ArrayLike<number>): string {
  const forward = runs(line);
  if (forward.length < 43) return "";
  const backward = forward.length % 2 ? forward.toReversed() : [0, ...forward.toReversed()];
  for (const all of [forward, backward]) {
    for (let at = 1; at < all.length; at += 2) {
      for (const shape of SHAPES) {
        const found = readAt(all, at, shape);
        if (found) return found;
      }
    }
  }
  return "";
}

type Frame = { data: ArrayLike<number>; width: number; height: number };
const LINES = 12;

/** What stands on a picture of four bytes a point, upright or lying on its side. */
export function eanOf({ data, width, height }: Frame): string {
  const bright = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    return (data[at]! * 3 + data[at + 1]! * 6 + data[at + 2]!) / 10;
  };
  for (let n = 1; n < LINES; n++) {
    const [y, x] = [Math.floor((height * n) / LINES), Math.floor((width * n) / LINES)];
    const row = Array.from({ length: width }, (_, at) => bright(at, y));
    const found = eanIn(row) || eanIn(Array.from({ length: height }, (_, at) => bright(x, at)));
    if (found) return found;
  }
  return "";
}
