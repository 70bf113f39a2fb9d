/** A part of a ring: `at` and `length` are of its whole, from 0 to 1. */
export type Slice<T> = { of: T; at: number; length: number; percent: number };

/** How a whole is divided; what is nothing is left out. */
export function slices<T>(parts: T[], size: (part: T) => number): Slice<T>[] {
  const some = parts.filter((one) => size(one) > 0);
  const whole = some.reduce((sum, one) => sum + size(one), 0);
  let at = 0;
  return some.map((of) => {
    const length = size(of) / whole;
    const slice = { of, at, length, percent: Math.round(length * 100) };
    at += length;
    return slice;
  });
}
