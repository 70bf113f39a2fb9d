import { expect, test } from "vitest";
import { placeId, read, straight } from "$lib/parts/map/shapes";
import { tileOf, type Feature } from "./tile-of";

const SQUARE: Feature["rings"] = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
  ],
];
const LINE: Feature["rings"] = [
  [
    [0, 0],
    [100, 0],
  ],
];
const line = (kind: string): Feature => ({ type: "line", rings: LINE, properties: { kind } });
const area = (kind: string): Feature => ({ type: "polygon", rings: SQUARE, properties: { kind } });

test.each([
  ["land", area("park"), "green"],
  ["land", area("forest"), "wood"],
  ["land", area("beach"), "sand"],
  ["land", area("pedestrian"), "grounds"],
  ["water_polygons", area("river"), "water"],
  ["water_lines", line("stream"), "stream"],
  ["buildings", area("building"), "building"],
  ["streets", line("primary"), "major"],
  ["streets", line("tertiary"), "medium"],
  ["streets", line("residential"), "minor"],
  ["streets", line("service"), "service"],
  ["streets", line("pedestrian"), "walk"],
  ["streets", line("footway"), "path"],
  ["streets", line("tram"), "tram"],
  ["streets", line("rail"), "rail"],
] as const)("of the layer %s a form is drawn by its kind", (name, feature, style) => {
  const { forms } = read(tileOf({ name, features: [feature] }));
  expect([...forms.keys()]).toEqual([style]);
});

test("what no kind is known of is left out, and so are other layers", () => {
  const { forms, streets, spots } = read(
    tileOf(
      { name: "land", features: [area("lava")] },
      { name: "dragons", features: [area("park")] },
    ),
  );
  expect([forms.size, streets.length, spots.length]).toEqual([0, 0, 0]);
});

test("rings are closed, relative steps become places, and another extent is made ours", () => {
  const rings: Feature["rings"] = [
    [
      [0, 0],
      [512, 0],
      [512, 512],
    ],
    [
      [8, 4],
      [16, 4],
      [16, 12],
    ],
  ];
  const features: Feature[] = [{ type: "polygon", rings, properties: { kind: "park" } }];
  const green = read(tileOf({ name: "land", extent: 512, features })).forms.get("green")!;
  const plain = green.map((ring) => ring.map(({ x, y }) => [x, y]));
  expect(plain).toEqual([
    [
      [0, 0],
      [4096, 0],
      [4096, 4096],
      [0, 0],
    ],
    [
      [64, 32],
      [128, 32],
      [128, 96],
      [64, 32],
    ],
  ]);
});

test("a place has its id, kind and names in three languages; without a name it is a sign alone", () => {
  const at: Feature["rings"] = [[[7, 9]]];
  const { spots } = read(
    tileOf({
      name: "pois",
      features: [
        {
          id: 50_001,
          type: "point",
          rings: at,
          properties: { kind: "cafe", category: "food", name: "Kappeli", name_zh: "卡佩利" },
        },
        { type: "point", rings: at, properties: { kind: "taxi", category: "transport" } },
      ],
    }),
  );
  expect(spots).toMatchObject([
    { id: "n5000", kind: "cafe", category: "food", names: { name: "Kappeli", zh: "卡佩利" } },
    { id: "", kind: "taxi", names: { name: "" }, area: false },
  ]);
  expect(spots[0]!.at).toMatchObject({ x: 7, y: 9 });
});

test("broken names are none, and what is drawn is there all the same", () => {
  const broken = [0x0a, 4, ...new TextEncoder().encode("pois"), 0x12, 3, 0x22, 1, 0x0b];
  const whole = tileOf({ name: "land", features: [area("park")] });
  const { forms, spots } = read(Uint8Array.from([...whole, 0x1a, broken.length, ...broken]));
  expect([[...forms.keys()], spots]).toEqual([["green"], []]);
});

test("a part of the town without a name is nothing", () => {
  const features: Feature[] = [
    { type: "point", rings: [[[1, 1]]], properties: { kind: "suburb" } },
  ];
  expect(read(tileOf({ name: "place_labels", features })).spots).toEqual([]);
});

test.each([
  [121, "n12"],
  [122, "w12"],
  [123, "r12"],
  [120, ""],
  [129, ""],
  [0, ""],
  [123_456_789_011, "n12345678901"],
])("the number %s of a tile is the place %s", (number, id) => {
  expect(placeId(number)).toBe(id);
});

test.each([
  ["a straight line is all of it", [0, 0, 50, 2, 100, 0], [0, 0, 100, 0]],
  ["a corner ends it", [0, 0, 30, 0, 30, 90], [30, 0, 30, 90]],
  ["of two stretches the longer", [0, 0, 80, 0, 80, 20], [0, 0, 80, 0]],
])("for a name: %s", (_name, flat, wanted) => {
  const points = Array.from({ length: flat.length / 2 }, (_, n) => ({
    x: flat[2 * n]!,
    y: flat[2 * n + 1]!,
  }));
  const { from, to } = straight(points)!;
  expect([from.x, from.y, to.x, to.y]).toEqual(wanted);
});

test("a line of one point has no direction", () => {
  expect(straight([{ x: 1, y: 1 }])).toBeNull();
});

test("bytes that are no tile are refused", () => {
  expect(() => read(Uint8Array.from([26, 200, 1, 255, 255]))).toThrow();
});

test("tiles that were not made here say what a place is by its tags, and name none of our places", () => {
  const point = (properties: Record<string, string>): Feature => ({
    type: "point",
    rings: [[[5, 5]]],
    properties,
    id: 121,
  });
  const { spots, forms } = read(
    tileOf(
      {
        name: "pois",
        features: [point({ amenity: "cafe", name: "Kappeli" }), point({ shop: "books" })],
      },
      { name: "pois", features: [point({ emergency: "phone" })] },
      { name: "ocean", features: [area("")] },
    ),
  );
  expect(spots.map(({ id, kind, category }) => [id, kind, category])).toEqual([
    ["", "cafe", "food"],
    ["", "books", "shop"],
  ]);
  expect([...forms.keys()]).toEqual(["water"]);
});
