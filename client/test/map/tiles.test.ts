import { expect, test } from "vitest";
import { keyOf, type TileId } from "$lib/parts/map/projection";
import { Tiles } from "$lib/parts/map/tiles";
import { tileOf } from "./tile-of";

const WATER = tileOf({
  name: "water_polygons",
  features: [
    {
      type: "polygon",
      rings: [
        [
          [0, 0],
          [9, 0],
          [9, 9],
        ],
      ],
      properties: { kind: "water" },
    },
  ],
});

/** A source that knows some tiles, is empty elsewhere or, `off`, has no line; it counts. */
class Town {
  asked: string[] = [];
  off = false;
  constructor(private readonly known: Record<string, Uint8Array>) {}
  source = async (tile: TileId): Promise<Uint8Array | null> => {
    const key = keyOf(tile);
    this.asked.push(key);
    if (this.off && !(key in this.known)) throw new Error("no line");
    return this.known[key] ?? null;
  };
}
const ZOOMS = { min: 12, max: 15 };

test("a tile is fetched once, however often and by whomever it is drawn", async () => {
  const town = new Town({ "15/4/4": WATER });
  const tiles = new Tiles(ZOOMS, town.source);
  const tile = { z: 15, x: 4, y: 4 };
  const [one, other] = await Promise.all([tiles.part(tile), tiles.part(tile)]);
  expect(one.shapes).toBe(other.shapes);
  expect(one.shapes.forms.has("water")).toBe(true);
  expect(town.asked).toEqual(["15/4/4"]);
});

test("nearer than the tiles go, the last of them is drawn larger", async () => {
  const town = new Town({ "15/4/4": WATER });
  const part = await new Tiles(ZOOMS, town.source).part({ z: 17, x: 19, y: 16 });
  expect(part).toMatchObject({ from: 15, whole: true });
  expect(town.asked).toEqual(["15/4/4"]);
});

test("where nothing is, nothing is drawn, and that is no trouble", async () => {
  const part = await new Tiles(ZOOMS, new Town({}).source).part({ z: 14, x: 1, y: 1 });
  expect(part).toMatchObject({ from: 14, whole: true });
  expect(part.shapes.forms.size).toBe(0);
});

test("without a line a tile is drawn from the nearest one above it that is kept", async () => {
  const town = new Town({ "13/1/1": WATER });
  town.off = true;
  const tiles = new Tiles(ZOOMS, town.source);
  const part = await tiles.part({ z: 15, x: 5, y: 5 });
  expect(part).toMatchObject({ from: 13, whole: false });
  await expect(tiles.part({ z: 15, x: 90, y: 90 })).rejects.toThrow("no line");
});

test("what did not come is asked for again", async () => {
  const town = new Town({});
  town.off = true;
  const tiles = new Tiles({ min: 15, max: 15 }, town.source);
  const tile = { z: 15, x: 4, y: 4 };
  await expect(tiles.part(tile)).rejects.toThrow();
  town.off = false;
  await expect(tiles.part(tile)).resolves.toMatchObject({ whole: true });
});

test("only the last tiles are remembered", async () => {
  const town = new Town({});
  const tiles = new Tiles(ZOOMS, town.source);
  for (let x = 0; x < 40; x++) await tiles.part({ z: 15, x, y: 0 });
  await tiles.part({ z: 15, x: 39, y: 0 });
  await tiles.part({ z: 15, x: 0, y: 0 });
  expect(town.asked).toHaveLength(41);
});
