import { expect, test } from "vitest";
import { monthOf, step, timeOf } from "$lib/pay/months";
import { says } from "$lib/pay/says";
import { slices } from "$lib/pay/slices";
import type { HistoryRow } from "$lib/pay/types";

test("a month is followed by the next one, over the turn of the year too", () => {
  expect(monthOf(new Date(2026, 10, 30, 23, 59))).toBe("2026-11");
  expect([step("2026-12", 1), step("2026-01", -1), step("2026-03", -14)]).toEqual([
    "2027-01",
    "2025-12",
    "2025-01",
  ]);
});

test("the time of a month ends where the next one begins, on this device's clock", () => {
  for (const month of ["2026-03", "2026-10", "2026-12"]) {
    const { since, until } = timeOf(month);
    expect(monthOf(new Date(since))).toBe(month);
    expect(monthOf(new Date(Date.parse(since) - 1))).toBe(step(month, -1));
    expect(until).toBe(timeOf(step(month, 1)).since);
  }
});

test("a ring is divided without a gap, and nothing has no part of it", () => {
  const found = slices([30, 0, 10, 60], (one) => one);
  expect(found.map((one) => [one.of, one.percent])).toEqual([
    [30, 30],
    [10, 10],
    [60, 60],
  ]);
  found.forEach((one, i) =>
    expect(one.at).toBeCloseTo(found.slice(0, i).reduce((sum, each) => sum + each.length, 0)),
  );
  expect(slices([0, 0], (one) => one)).toEqual([]);
});

test("each word is looked for in name and note", () => {
  const row = { with_name: "Jürgen Müller", note: "Brot" } as HistoryRow;
  expect(["müller", "BROT jürg", ""].map((one) => says(row, one))).toEqual([true, true, true]);
  expect(["käse", "brot käse"].map((one) => says(row, one))).toEqual([false, false]);
});
