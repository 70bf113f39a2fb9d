import { expect, test } from "vitest";
import * as p from "$lib/parts/map/projection";

const SIZE = { width: 390, height: 844 };
const HELSINKI = { lat: 60.1716, lon: 24.9443 };

test.each([
  [{ lat: 0, lon: 0 }, 0.5, 0.5],
  [{ lat: 0, lon: -180 }, 0, 0.5],
  [{ lat: 85.0511287798, lon: 180 }, 1, 0],
  [HELSINKI, 0.569289722, 0.289443825],
])("the square of the world: %o", (point, x, y) => {
  expect(p.xOf(point.lon)).toBeCloseTo(x, 6);
  expect(p.yOf(point.lat)).toBeCloseTo(y, 6);
  const back = p.pointOf(p.viewOf(point, 0));
  expect(back.lat).toBeCloseTo(point.lat, 3);
  expect(back.lon).toBeCloseTo(point.lon, 9);
});

test("poles are where the square ends, and nowhere else", () => {
  expect(p.yOf(90)).toBeCloseTo(0, 5);
  expect(p.yOf(-90)).toBeCloseTo(1, 5);
});

test("the tile of central Helsinki is the one that OpenStreetMap numbers so", () => {
  const [tile] = p.tilesOf(
    p.viewOf(HELSINKI, 14),
    { width: 1, height: 1 },
    { min: 14, max: 14 },
    9,
  );
  expect(tile).toEqual({ z: 14, x: 9327, y: 4742 });
});

test("on the screen and back", () => {
  const view = p.viewOf(HELSINKI, 15.3);
  const at = { x: 17, y: 801 };
  const back = p.toScreen(view, SIZE, p.fromScreen(view, SIZE, at));
  expect(back.x).toBeCloseTo(at.x, 3);
  expect(back.y).toBeCloseTo(at.y, 3);
});

test("what lies under a finger stays under it: dragged and zoomed", () => {
  const view = p.viewOf(HELSINKI, 15);
  const finger = { x: 100, y: 300 };
  const spot = p.fromScreen(view, SIZE, finger);
  const dragged = p.toScreen(p.dragged(view, 30, -12), SIZE, spot);
  expect(dragged.x).toBeCloseTo(130, 3);
  expect(dragged.y).toBeCloseTo(288, 3);
  const near = p.toScreen(p.zoomed(view, SIZE, 17, finger), SIZE, spot);
  expect(near.x).toBeCloseTo(100, 3);
  expect(near.y).toBeCloseTo(300, 3);
});

test("a view stays in the town", () => {
  const box: p.Box = [24.93, 60.16, 24.96, 60.18];
  const away = p.bounded(p.viewOf({ lat: 10, lon: 100 }, 3), box, { min: 12, max: 18 });
  const point = p.pointOf(away);
  expect([point.lat, point.lon]).toEqual([expect.closeTo(60.16, 5), expect.closeTo(24.96, 5)]);
  expect(away.zoom).toBe(12);
});

test("a view is found in which all points are, and one of a single point is not too near", () => {
  const points = [HELSINKI, { lat: 60.165, lon: 24.95 }];
  const view = p.fitting(points, SIZE, 17);
  for (const point of points) {
    const { x, y } = p.toScreen(view, SIZE, p.viewOf(point, 0));
    expect(x).toBeGreaterThanOrEqual(47.9);
    expect(x).toBeLessThanOrEqual(SIZE.width - 47.9);
    expect(y).toBeGreaterThanOrEqual(47.9);
    expect(y).toBeLessThanOrEqual(SIZE.height - 47.9);
  }
  expect(p.fitting([HELSINKI], SIZE, 16.5)).toMatchObject({ zoom: 16.5 });
});

test("a still shows nothing beyond the map, and keeps its pin within", () => {
  const box: p.Box = [24.935, 60.164, 24.953, 60.179];
  const size = { width: 358, height: 148 };
  const edge = { above: 40, beside: 18 };
  const still = (point: p.Point) => p.filled(p.viewOf(point, 16), size, box, [point], edge);
  // In the middle of the map it stays as it is; at an edge it moves along.
  expect(still(HELSINKI)).toEqual(p.viewOf(HELSINKI, 16));
  const pier = still({ lat: 60.1643, lon: 24.9523 });
  const corner = p.pointOf(p.fromScreen(pier, size, { x: size.width, y: size.height }));
  expect(corner).toEqual({ lat: expect.closeTo(60.164, 5), lon: expect.closeTo(24.953, 5) });
  // Right in the corner the pin comes first.
  const far = { lat: 60.179, lon: 24.935 };
  const pin = p.toScreen(still(far), size, p.viewOf(far, 0));
  expect([pin.x, pin.y]).toEqual([expect.closeTo(18, 1), expect.closeTo(40, 1)]);
});

test("a still of a way is near enough to be filled, as long as both ends are in it", () => {
  const box: p.Box = [24.935, 60.164, 24.953, 60.179];
  const size = { width: 358, height: 196 };
  const edge = { above: 40, beside: 18 };
  const ends = [
    { lat: 60.1703, lon: 24.9442 },
    { lat: 60.1669, lon: 24.9475 },
  ];
  const around = p.fitting(ends, size, 16, 34);
  const view = p.filled(around, size, box, ends, edge);
  expect(view.zoom).toBeGreaterThan(around.zoom);
  const [left, right] = [0, size.width].map((x) =>
    p.pointOf(p.fromScreen(view, size, { x, y: 0 })),
  );
  expect(left!.lon).toBeGreaterThanOrEqual(24.935 - 1e-9);
  expect(right!.lon).toBeLessThanOrEqual(24.953 + 1e-9);
  // Over all of the town there is a band on either side, for the ends come first.
  const whole = [
    { lat: 60.1642, lon: 24.944 },
    { lat: 60.1788, lon: 24.944 },
  ];
  const over = p.filled(p.fitting(whole, size, 16, 34), size, box, whole, edge);
  for (const end of whole) {
    const { y } = p.toScreen(over, size, p.viewOf(end, 0));
    expect(y).toBeGreaterThan(39.9);
    expect(y).toBeLessThan(size.height - 17.9);
  }
});

test("tiles are sharp where there is room for them, and never more than were allowed", () => {
  const zooms = { min: 10, max: 18 };
  for (const zoom of [12, 13.2, 14.24, 14.3, 15.9, 17.5]) {
    const small = p.tilesOf(p.viewOf(HELSINKI, zoom), SIZE, zooms, 12);
    expect(small.length).toBeLessThanOrEqual(12);
    expect(small[0]!.z).toBeGreaterThanOrEqual(Math.floor(zoom));
    const large = p.tilesOf(p.viewOf(HELSINKI, zoom), { width: 1400, height: 900 }, zooms, 12);
    expect(large.length).toBeLessThanOrEqual(12);
  }
});

test("tiles cover the view, also where it leaves the world", () => {
  const view = { x: 0.01, y: 0.02, zoom: 2 };
  const tiles = p.tilesOf(view, SIZE, { min: 0, max: 18 }, 12);
  expect(tiles.every(({ z, x, y }) => x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z)).toBe(true);
  expect(tiles).toContainEqual({ z: 2, x: 0, y: 0 });
});

test("the tile above", () => {
  expect(p.above({ z: 17, x: 74621, y: 37947 }, 15)).toEqual({ z: 15, x: 18655, y: 9486 });
  expect(p.above({ z: 15, x: 3, y: 4 }, 15)).toEqual({ z: 15, x: 3, y: 4 });
});

test("a degree of latitude is 111 km everywhere, one of longitude half of it in Helsinki", () => {
  expect(p.metres({ lat: 60, lon: 25 }, { lat: 61, lon: 25 })).toBeCloseTo(111_195, -1);
  expect(p.metres({ lat: 60, lon: 25 }, { lat: 60, lon: 26 })).toBeCloseTo(55_597, -2);
  expect(p.metres(HELSINKI, HELSINKI)).toBe(0);
});

test("a metre on the screen is as long as the map says", () => {
  const view = p.viewOf(HELSINKI, 16);
  const there = { lat: HELSINKI.lat, lon: HELSINKI.lon + 0.001 };
  const px = p.toScreen(view, SIZE, p.viewOf(there, 0)).x - SIZE.width / 2;
  expect(p.pixelsPerMetre(view) * p.metres(HELSINKI, there)).toBeCloseTo(px, 1);
});
