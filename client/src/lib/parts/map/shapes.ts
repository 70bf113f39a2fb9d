/** What a vector tile holds, by how it is drawn. Layers and kinds are those of the Shortbread schema. */
import { EXTENT, layersOf, type Feature, type Layer } from "./mvt";
import type { Pixel } from "./projection";

export type Fill = "green" | "wood" | "sand" | "grounds" | "water" | "building";
export type Line =
  "stream" | "path" | "rail" | "tram" | "service" | "walk" | "minor" | "medium" | "major";
export type Style = Fill | Line;
export type Names = { name: string; en?: string; zh?: string };
/** A street's name along its longest straight stretch. */
export type StreetName = { names: Names; from: Pixel; to: Pixel; rank: number };
/** A place with a sign, or (`area`) a part of the town. `id`: as the town's places have it. */
export type Spot = {
  id: string;
  kind: string;
  category: string;
  names: Names;
  at: Pixel;
  area: boolean;
};
export type Shapes = {
  readonly forms: Map<Style, Pixel[][]>;
  readonly streets: readonly StreetName[];
  readonly spots: readonly Spot[];
};

const kinds = (style: Style, words: string): [string, Style][] =>
  words.split(" ").map((word) => [word, style]);

const FILLS = new Map<string, Style>([
  ...kinds(
    "green",
    "park grass garden meadow village_green recreation_ground playground pitch golf_course " +
      "cemetery grave_yard allotments orchard vineyard farmland scrub heath greenfield grassland",
  ),
  ...kinds("wood", "forest wood"),
  ...kinds("sand", "beach sand"),
  ...kinds("grounds", "commercial retail industrial railway pedestrian"),
]);
const LINES = new Map<string, Style>([
  ...kinds("major", "motorway trunk primary"),
  ...kinds("medium", "secondary tertiary"),
  ...kinds("minor", "unclassified residential living_street busway"),
  ...kinds("service", "service"),
  ...kinds("walk", "pedestrian pier"),
  ...kinds("stream", "river canal stream"),
  ...kinds("path", "footway path steps cycleway track bridleway"),
  ...kinds("rail", "rail light_rail subway narrow_gauge"),
  ...kinds("tram", "tram"),
]);
/** The higher, the sooner its name is written. */
const RANKS: Line[] = [
  "stream",
  "rail",
  "tram",
  "path",
  "service",
  "walk",
  "minor",
  "medium",
  "major",
];
/** A street that turns more than this, in radians, goes on in another direction. */
const BEND = 0.3;

type Properties = Feature["properties"];

function namesOf({ name, name_en: en, name_zh: zh }: Properties): Names | null {
  const first = name || en || zh;
  return first ? { name: first, ...(en && { en }), ...(zh && { zh }) } : null;
}

/** Of a number as Planetiler makes it: the id of OpenStreetMap by ten, and what it is. */
export function placeId(number: number): string {
  const type = ["n", "w", "r"][(number % 10) - 1];
  return type ? `${type}${Math.floor(number / 10)}` : "";
}

/** Tiles that were not made here say what a place is by its tag in OpenStreetMap. */
const TAGS = { amenity: "public", shop: "shop", tourism: "culture", leisure: "leisure" };
const AMENITIES: [string, RegExp][] = [
  ["food", /^(restaurant|cafe|fast_food|bar|pub|ice_cream|food_court)$/],
  ["health", /^(pharmacy|hospital|clinic|doctors|dentist)$/],
  ["money", /^(bank|atm)$/],
];

function taggedAs(properties: Properties): { kind: string; category: string } | null {
  for (const [tag, category] of Object.entries(TAGS)) {
    const kind = properties[tag];
    if (kind) return { kind, category: AMENITIES.find(([, of]) => of.test(kind))?.[0] ?? category };
  }
  return null;
}

/** The longest run of a line without a bend. */
export function straight(line: readonly Pixel[]): { from: Pixel; to: Pixel } | null {
  let best: { from: Pixel; to: Pixel } | null = null;
  let longest = 0;
  let start = 0;
  const way = (n: number) => Math.atan2(line[n]!.y - line[n - 1]!.y, line[n]!.x - line[n - 1]!.x);
  for (let n = 1; n < line.length; n++) {
    const turn = Math.abs(way(n) - way(start + 1));
    if (Math.min(turn, 2 * Math.PI - turn) > BEND) start = n - 1;
    const [from, to] = [line[start]!, line[n]!];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length > longest) [longest, best] = [length, { from, to }];
  }
  return best;
}

/** The layer of places; those of another are parts of the town. */
const PLACES = "pois";

/** The lines of a feature, in our units. */
function linesOf({ lines }: Feature, { extent }: Layer): Pixel[][] {
  const scale = EXTENT / extent;
  if (scale === 1) return lines;
  return lines.map((line) => line.map(({ x, y }) => ({ x: x * scale, y: y * scale })));
}

function streetsOf(feature: Feature, layer: Layer): StreetName[] {
  const names = namesOf(feature.properties);
  if (!names) return [];
  const style = LINES.get(feature.properties.kind ?? "") as Line | undefined;
  const rank = style ? RANKS.indexOf(style) : 0;
  return linesOf(feature, layer).flatMap((line) => {
    const run = straight(line);
    return run ? [{ names, ...run, rank }] : [];
  });
}

function spotsOf(feature: Feature, layer: Layer): Spot[] {
  const area = layer.name !== PLACES;
  const at = linesOf(feature, layer)[0]?.[0];
  const names = namesOf(feature.properties) ?? { name: "" };
  if (!at || (area && !names.name)) return [];
  const known = area || feature.properties.category !== undefined;
  const what = known ? feature.properties : taggedAs(feature.properties);
  if (!what) return [];
  const { kind = "", category = "" } = what;
  return [{ id: known ? placeId(feature.id) : "", kind, category, names, at, area }];
}

/** By layer how its features are drawn: all the same, or by their kinds. */
const FORMS: Record<string, Style | Map<string, Style>> = {
  land: FILLS,
  ocean: "water",
  water_polygons: "water",
  buildings: "building",
  water_lines: LINES,
  streets: LINES,
};

/** All features of these layers as `of` makes them. Names that are broken are none. */
function named<T>(
  layers: Layer[],
  names: string[],
  of: (feature: Feature, layer: Layer) => T[],
): T[] {
  try {
    return layers.flatMap((layer) =>
      names.includes(layer.name) ? layer.features().flatMap((one) => of(one, layer)) : [],
    );
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/**
 * Reads a tile (Mapbox vector tile 2.1); throws where the bytes of what is drawn are none. Names are
 * half of a tile and more, and are read when they are first written: the map is there before.
 */
export function read(bytes: Uint8Array): Shapes {
  const layers = layersOf(bytes);
  const forms: Shapes["forms"] = new Map();
  for (const layer of layers) {
    const form = FORMS[layer.name];
    if (!form) continue;
    for (const one of layer.features()) {
      const style = typeof form === "string" ? form : form.get(one.properties.kind!);
      const lines = linesOf(one, layer);
      const known = style && forms.get(style);
      if (known) known.push(...lines);
      else if (style) forms.set(style, lines);
    }
  }
  let streets: StreetName[] | undefined;
  let spots: Spot[] | undefined;
  return {
    forms,
    get streets() {
      return (streets ??= named(layers, ["street_labels"], streetsOf));
    },
    get spots() {
      return (spots ??= named(layers, [PLACES, "place_labels"], spotsOf));
    },
  };
}
