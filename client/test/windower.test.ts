import { expect, test } from "vitest";
import { quantised, Windower } from "$lib/kernel/windower";

const keys = Array.from({ length: 1000 }, (_, i) => `k${i}`);

test("only what is near the eye is drawn, and the rest keeps its room", () => {
  const w = new Windower(50, 200);
  const r = w.range(keys, 10_000, 800);
  expect(r.start).toBe(196);
  expect(r.end).toBe(220);
  expect(r.before).toBe(196 * 50);
  expect(r.before + (r.end - r.start) * 50 + r.after).toBe(50_000);
});

test("measured sizes replace the guess", () => {
  const w = new Windower(50, 0);
  expect(w.measure("k0", 500)).toBe(true);
  expect(w.measure("k0", 500)).toBe(false);
  expect(w.measure("k1", 0)).toBe(false);
  const r = w.range(keys, 0, 600);
  expect([r.start, r.end]).toEqual([0, 3]);
  expect(w.range(keys, 500, 100).start).toBe(1);
});

test("the start is drawn from its first row, the end to its last", () => {
  const w = new Windower(50, 200);
  expect(w.range(keys, 0, 800)).toMatchObject({ start: 0, before: 0 });
  expect(w.range(keys, 49_200, 800)).toMatchObject({ end: 1000, after: 0 });
  expect(w.range([], 0, 800)).toEqual({ start: 0, end: 0, before: 0, after: 0 });
});

test("scrolling counts in steps, whichever way it is counted", () => {
  expect(quantised(-250)).toBe(200);
  expect(quantised(99)).toBe(0);
});
