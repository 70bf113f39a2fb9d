import { expect, test } from "vitest";
import { homeTiles } from "$lib/places/home";
import type { TownMap } from "$lib/places/types";

test("the home set is what a phone shows of the middle: three zooms, at most four tiles each", () => {
  const map = {
    centre: { lat: 60.1716, lon: 24.9443 },
    min_zoom: 10,
    max_zoom: 15,
  } as TownMap;
  const home = homeTiles(map);
  for (const z of [12, 13, 14]) {
    const some = home.filter((tile) => tile.z === z);
    expect(some.length).toBeGreaterThanOrEqual(1);
    expect(some.length).toBeLessThanOrEqual(4);
  }
  const middle = { z: 14, x: 9327, y: 4742 };
  expect(home.find(({ z }) => z === 14)).toEqual(middle);
  expect(home.every(({ z }) => z >= 12 && z <= 14)).toBe(true);
  expect(homeTiles({ ...map, max_zoom: 13 }).some(({ z }) => z > 13)).toBe(false);
});
