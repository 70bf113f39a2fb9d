import { expect, test } from "vitest";
import { pinch, Speed, wheeled } from "$lib/parts/map/touch";

test("two fingers twice as far apart are one zoom nearer, about their middle", () => {
  const was = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ] as const;
  const is = [
    { x: 50, y: 120 },
    { x: 250, y: 120 },
  ] as const;
  expect(pinch(was, is)).toEqual({ dx: 0, dy: 20, by: 1, at: { x: 150, y: 120 } });
});

test("two fingers side by side only move it", () => {
  const was = [
    { x: 10, y: 10 },
    { x: 60, y: 10 },
  ] as const;
  const is = [
    { x: 15, y: 40 },
    { x: 65, y: 40 },
  ] as const;
  expect(pinch(was, is)).toMatchObject({ dx: 5, dy: 30, by: 0 });
});

test("fingers on one spot divide by nothing", () => {
  const same = [
    { x: 10, y: 10 },
    { x: 10, y: 10 },
  ] as const;
  expect(pinch(same, same).by).toBe(0);
});

test.each([
  [-120, 0, 0.5],
  [120, 0, -0.5],
  [-3, 1, 0.2],
  [-5000, 0, 0.6],
  [1, 2, -0.6],
])("a wheel turned by %d in the unit %d", (delta, mode, by) => {
  expect(wheeled(delta, mode)).toBeCloseTo(by, 9);
});

test("a throw is as fast as the last tenth of a second", () => {
  const speed = new Speed();
  speed.add(0, { x: 0, y: 0 });
  speed.add(500, { x: 300, y: 0 });
  speed.add(540, { x: 340, y: 20 });
  expect(speed.of(550)).toEqual({ x: 1, y: 0.5 });
});

test("a finger that stood throws nothing, nor does one that only touched", () => {
  const speed = new Speed();
  speed.add(0, { x: 0, y: 0 });
  expect(speed.of(1)).toEqual({ x: 0, y: 0 });
  speed.add(20, { x: 40, y: 0 });
  expect(speed.of(200)).toEqual({ x: 0, y: 0 });
});
