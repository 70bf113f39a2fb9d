import { expect, test } from "vitest";
import { layersOf } from "$lib/parts/map/mvt";
import { tileOf, type Feature } from "./tile-of";

const one = (feature: Feature) =>
  layersOf(tileOf({ name: "x", features: [feature] }))[0]!.features()[0]!;
const flat = (feature: Feature) => one(feature).lines.map((line) => line.map(({ x, y }) => [x, y]));

test.each<[string, Feature, number[][][]]>([
  ["a point", { type: "point", rings: [[[25, 17]]] }, [[[25, 17]]]],
  [
    "a line that goes beyond the tile",
    {
      type: "line",
      rings: [
        [
          [2, 2],
          [2, -10],
          [5000, 10],
        ],
      ],
    },
    [
      [
        [2, 2],
        [2, -10],
        [5000, 10],
      ],
    ],
  ],
  [
    "two lines, the second from where the first ended",
    {
      type: "line",
      rings: [
        [
          [2, 2],
          [4, 4],
        ],
        [
          [1, 1],
          [3, 5],
        ],
      ],
    },
    [
      [
        [2, 2],
        [4, 4],
      ],
      [
        [1, 1],
        [3, 5],
      ],
    ],
  ],
  [
    "a ring, which is closed",
    {
      type: "polygon",
      rings: [
        [
          [3, 6],
          [8, 12],
          [20, 34],
        ],
      ],
    },
    [
      [
        [3, 6],
        [8, 12],
        [20, 34],
        [3, 6],
      ],
    ],
  ],
])("%s", (_name, feature, wanted) => {
  expect(flat(feature)).toEqual(wanted);
});

test("the example of the specification, byte by byte", () => {
  // 4.3.5.2: many points, (5,7) and (3,2), by one command.
  const geometry = [17, 10, 14, 3, 9];
  const feature = [0x18, 1, 0x22, geometry.length, ...geometry];
  const layer = [0x0a, 1, 0x78, 0x12, feature.length, ...feature, 0x78, 2];
  const [found] = layersOf(Uint8Array.from([0x1a, layer.length, ...layer]));
  expect(found).toMatchObject({ name: "x", extent: 4096 });
  expect(
    found!
      .features()[0]!
      .lines.flat()
      .map(({ x, y }) => [x, y]),
  ).toEqual([
    [5, 7],
    [3, 2],
  ]);
});

test("ids, and words each with its own key; what is no word is passed over", () => {
  const properties = { name: "学校 Šk", half: 0.5, yes: true, kind: "school" };
  const found = one({ id: 123_456_789_012, type: "point", rings: [[[0, 0]]], properties });
  expect(found).toMatchObject({
    id: 123_456_789_012,
    properties: { name: "学校 Šk", half: "", yes: "", kind: "school" },
  });
});

test.each<[string, number[]]>([
  ["an int", [0x20, 0x96, 0x01]],
  ["a small negative number", [0x30, 0x03]],
  ["a float", [0x15, 0, 0, 0xc0, 0x3f]],
])("a value that is %s is passed over, and the next one is read", (_name, value) => {
  const feature = [0x12, 4, 0, 0, 1, 1];
  const keys = [0x1a, 1, 0x6b, 0x1a, 1, 0x6c];
  const values = [0x22, value.length, ...value, 0x22, 3, 0x0a, 1, 0x77];
  const layer = [0x12, feature.length, ...feature, ...keys, ...values];
  const [found] = layersOf(Uint8Array.from([0x1a, layer.length, ...layer]));
  expect(found!.features()[0]!.properties).toEqual({ k: "", l: "w" });
});

test("layers keep their order and their own extents; what is not known is passed over", () => {
  const layers = layersOf(
    Uint8Array.from([
      ...tileOf({ name: "a", features: [], extent: 512 }, { name: "b", features: [] }),
      ...[0x22, 2, 1, 2],
    ]),
  );
  expect(layers.map(({ name, extent }) => [name, extent])).toEqual([
    ["a", 512],
    ["b", 4096],
  ]);
});

test.each<[string, number[]]>([
  ["cut off in a layer", [0x1a, 200, 1, 255]],
  ["a number without an end", [0x1a, ...Array<number>(12).fill(255)]],
  ["a wire type that is none", [0x1c]],
  ["a command that is none", [0x1a, 5, 0x12, 3, 0x22, 1, 0x0b]],
])("bytes that are no tile are refused: %s", (_name, bytes) => {
  const features = () => layersOf(Uint8Array.from(bytes)).flatMap((layer) => layer.features());
  expect(features).toThrow(RangeError);
});

test("a count beyond the bytes adds nothing", () => {
  const geometry = [0xf9, 0x01, 2, 2];
  const feature = [0x22, geometry.length, ...geometry];
  const layer = [0x12, feature.length, ...feature];
  const [found] = layersOf(Uint8Array.from([0x1a, layer.length, ...layer]));
  expect(found!.features()[0]!.lines).toEqual([[{ x: 1, y: 1 }]]);
});
