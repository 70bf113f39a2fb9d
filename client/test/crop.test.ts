import { expect, test } from "vitest";
import {
  held,
  middle,
  MOST_ZOOM,
  moved,
  sideOf,
  zoomed,
  type Size,
  type View,
} from "$lib/parts/crop";

const wide: Size = { width: 1600, height: 800 };

/** The edges of what is seen, in pixels of the picture. */
function edges(size: Size, view: View) {
  const half = sideOf(size, view) / 2;
  return [view.x - half, view.x + half, view.y - half, view.y + half];
}

test("at first the largest square in the middle is seen", () => {
  expect(edges(wide, middle(wide))).toEqual([400, 1200, 0, 800]);
});

test("the picture follows the finger and stops at its edge", () => {
  const right = moved(wide, middle(wide), 0.25, 0);
  expect(edges(wide, right)).toEqual([200, 1000, 0, 800]);
  expect(edges(wide, moved(wide, right, 9, 9))).toEqual([0, 800, 0, 800]);
  expect(edges(wide, moved(wide, right, -9, -9))).toEqual([800, 1600, 0, 800]);
});

test("what is under the finger stays there while it comes nearer", () => {
  const size: Size = { width: 1000, height: 1000 };
  const view = zoomed(size, middle(size), 2, 0.25, -0.25);
  const side = sideOf(size, view);
  expect(side).toBe(500);
  expect([view.x + 0.25 * side, view.y - 0.25 * side]).toEqual([750, 250]);
});

test("it comes neither nearer than is good nor farther than the picture reaches", () => {
  expect(zoomed(wide, middle(wide), 99).zoom).toBe(MOST_ZOOM);
  const corner = moved(wide, zoomed(wide, middle(wide), 4), -9, -9);
  const far = zoomed(wide, corner, 0.1);
  expect(far.zoom).toBe(1);
  expect(edges(wide, far)).toEqual([800, 1600, 0, 800]);
});

test("no view shows anything but picture", () => {
  for (const x of [-50, 0, 700, 1700])
    for (const y of [-50, 400, 900])
      for (const zoom of [0.5, 1, 3, 9]) {
        const [left, right, top, bottom] = edges(wide, held(wide, { x, y, zoom }));
        expect(Math.min(left!, top!)).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(wide.width);
        expect(bottom).toBeLessThanOrEqual(wide.height);
      }
});
