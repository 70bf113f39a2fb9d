import { expect, test } from "vitest";
import {
  boxesAlong,
  named,
  readable,
  signAt,
  Taken,
  Writer,
  type Found,
} from "$lib/parts/map/labels";
import type { Shapes, Spot, StreetName } from "$lib/parts/map/shapes";

const SIZE = { width: 512, height: 512 };
/** A view that shows just one tile of zoom 16. */
const TILE = { z: 16, x: 37309, y: 18973 };
const VIEW = { x: (TILE.x + 0.5) / 2 ** 16, y: (TILE.y + 0.5) / 2 ** 16, zoom: 16 };
const measure = (text: string) => text.length * 7;

const street = (name: string, y: number, rank = 4, length = 2000): StreetName => ({
  names: { name },
  from: { x: 500, y },
  to: { x: 500 + length, y },
  rank,
});
const spot = (name: string, x: number, y: number, more: Partial<Spot> = {}): Spot => ({
  id: "",
  kind: "cafe",
  category: "food",
  names: { name },
  at: { x, y },
  area: false,
  ...more,
});
function written(
  some: Partial<Shapes>,
  language = "en",
  view = VIEW,
  found: Found[] | null = null,
) {
  const shapes: Shapes = { forms: new Map(), streets: [], spots: [], ...some };
  const isFar = ({ kind }: Spot) => kind === "station";
  return new Writer(view, SIZE, language, measure, isFar).all([{ tile: TILE, shapes }], found);
}
const words = (some: Partial<Shapes>, language?: string) =>
  written(some, language).texts.map(({ text }) => text);

test("boxes that touch are free, boxes that overlap are not", () => {
  const taken = new Taken();
  expect(taken.take({ x: 0, y: 0, width: 10, height: 10 })).toBe(true);
  expect(taken.take({ x: 10, y: 0, width: 10, height: 10 })).toBe(true);
  expect(taken.take({ x: 9, y: 9, width: 5, height: 5 })).toBe(false);
});

test("all boxes of a word are taken, or none", () => {
  const taken = new Taken();
  taken.take({ x: 0, y: 0, width: 10, height: 10 });
  const [free, not] = [
    { x: 40, y: 0, width: 10, height: 10 },
    { x: 5, y: 0, width: 10, height: 10 },
  ];
  expect(taken.take(free, not)).toBe(false);
  expect(taken.free(free)).toBe(true);
});

test("a slanting word keeps its own stripe free, not the square around it", () => {
  const boxes = boxesAlong({ x: 100, y: 100, angle: Math.PI / 4 }, 140, 14);
  const taken = new Taken();
  expect(taken.take(boxes[0]!)).toBe(true);
  const corner = { x: 140, y: 60, width: 8, height: 8 };
  expect(boxes.every((one) => one.width < 30)).toBe(true);
  expect(taken.free(corner)).toBe(true);
  const ends = boxes.map((one) => one.x + one.width / 2);
  expect(Math.max(...ends) - Math.min(...ends)).toBeCloseTo((140 - 14) / Math.SQRT2, 5);
});

test.each([
  [0, 0, 10, 0, 0],
  [10, 0, 0, 0, 0],
  [0, 0, 0, 10, Math.PI / 2],
  [0, 10, 0, 0, Math.PI / 2],
  [10, 10, 0, 0, Math.PI / 4],
])("words are never upside down: %d %d %d %d", (x1, y1, x2, y2, angle) => {
  expect(readable({ x: x1, y: y1 }, { x: x2, y: y2 })).toBeCloseTo(angle, 9);
});

test("the name for a reader, and what people there say", () => {
  const names = { name: "Rautatientori", zh: "火车站广场", en: "Railway Square" };
  expect(named(names, "zh-CN")).toEqual({ main: "火车站广场", local: "Rautatientori" });
  expect(named(names, "en")).toEqual({ main: "Railway Square", local: "Rautatientori" });
  expect(named({ name: "Kappeli" }, "zh-CN")).toEqual({ main: "Kappeli", local: "" });
});

test("a street's name stands once, where it has room, the greater street first", () => {
  const streets = [
    street("Small", 2000, 3),
    street("Great", 2010, 6),
    street("Great", 3000, 6),
    street("Much too long a name for it", 1000, 5, 400),
  ];
  expect(words({ streets })).toEqual(["Great"]);
});

test("a place has a sign, its name below, and in Chinese the local one below that", () => {
  const names = { name: "Kappeli", zh: "卡佩利" };
  const found = written({ spots: [spot("", 2048, 2048, { names })] }, "zh-CN");
  expect(found.signs).toHaveLength(1);
  expect(found.texts.map(({ text, font }) => [text, font])).toEqual([
    ["卡佩利", "spot"],
    ["Kappeli", "small"],
  ]);
  expect(found.texts[0]!.y).toBeGreaterThan(found.signs[0]!.y + 10);
});

test("two places at one spot have one sign; a name without room is not written", () => {
  const spots = [spot("Kappeli", 2048, 2048), spot("Other", 2050, 2050), spot("Near", 2048, 2230)];
  const found = written({ spots });
  expect(found.signs.map(({ spot: one }) => one.names.name)).toEqual(["Kappeli"]);
  expect(found.texts.map(({ text }) => text)).toEqual(["Kappeli"]);
});

test("from afar only some places have signs, and parts of the town are written", () => {
  const spots = [
    spot("Kappeli", 2048, 2048),
    spot("Central", 3000, 3000, { kind: "station" }),
    spot("Kluuvi", 1000, 1000, { area: true }),
  ];
  const seen = (zoom: number) =>
    written({ spots }, "en", { ...VIEW, zoom }).signs.map((sign) => sign.spot.names.name);
  expect(seen(15.9)).toEqual(["Central", "Kappeli"]);
  expect(seen(14.5)).toEqual(["Central"]);
  expect(seen(13)).toEqual([]);
  expect(written({ spots }, "en", { ...VIEW, zoom: 13 }).texts.map(({ text }) => text)).toEqual([
    "Kluuvi",
  ]);
});

test("what would be cut off at the edge is not written", () => {
  expect(words({ spots: [spot("A long name at the edge", 60, 2048)] })).toEqual([]);
  expect(words({ spots: [spot("A long name at the edge", 1200, 2048)] })).toHaveLength(1);
});

test("what was looked for stands alone, from however far; where there is no room as a dot", () => {
  const found = [0, 4].map((px) => ({
    ...spot(`Found ${px}`, 0, 0),
    world: { x: VIEW.x + px / (512 * 2 ** 16), y: VIEW.y },
  }));
  const all = { spots: [spot("Kappeli", 500, 500)] };
  for (const zoom of [13, 16]) {
    const { signs, texts } = written(all, "en", { ...VIEW, zoom }, found);
    expect(signs.map((sign) => [sign.spot.names.name, sign.dot])).toEqual([
      ["Found 0", false],
      ["Found 4", true],
    ]);
    expect(texts.map(({ text }) => text)).toEqual(["Found 0"]);
  }
});

test("nothing is written for what is not seen", () => {
  expect(words({ spots: [spot("Away", -500, 100)], streets: [street("Below", 9000)] })).toEqual([]);
});

test("the sign under a finger is the nearest within reach", () => {
  const signs = [
    { spot: spot("A", 0, 0), x: 10, y: 10, dot: false },
    { spot: spot("B", 0, 0), x: 24, y: 10, dot: false },
  ];
  expect(signAt(signs, { x: 20, y: 10 }, 22)?.spot.names.name).toBe("B");
  expect(signAt(signs, { x: 80, y: 10 }, 22)).toBeNull();
});
