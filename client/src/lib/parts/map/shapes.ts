/** What a vector tile holds, by how it is drawn. Layers and kinds are those of the Shortbread schema. */
import { layersOf, type Feature } from "./mvt";
import type { Pixel } from "./projection";

/** All tiles are drawn in units of this many to a side. */
export const EXTENT = 4096;

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
  forms: Map<Style, Pixel[][]>;
  streets: StreetName[];
  spots: Spot[];
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

class Reading {
  readonly shapes: Shapes = { forms: new Map(), streets: [], spots: [] };
  scale = 1;

  private lines({ lines }: Feature): Pixel[][] {
    if (this.scale === 1) return lines;
    return lines.map((line) => line.map(({ x, y }) => ({ x: x * this.scale, y: y * this.scale })));
  }

  form(style: Style | undefined, feature: Feature): void {
    if (!style) return;
    const { forms } = this.shapes;
    const known = forms.get(style);
    if (known) known.push(...this.lines(feature));
    else forms.set(style, this.lines(feature));
  }

  street(feature: Feature): void {
    const names = namesOf(feature.properties);
    if (!names) return;
    const style = LINES.get(feature.properties.kind ?? "") as Line | undefined;
    const rank = style ? RANKS.indexOf(style) : 0;
    for (const line of this.lines(feature)) {
      const run = straight(line);
      if (run) this.shapes.streets.push({ names, ...run, rank });
    }
  }

  spot(feature: Feature, area: boolean): void {
    const at = this.lines(feature)[0]?.[0];
    const names = namesOf(feature.properties) ?? { name: "" };
    if (!at || (area && !names.name)) return;
    const known = area || feature.properties.category !== undefined;
    const what = known ? feature.properties : taggedAs(feature.properties);
    if (!what) return;
    const { kind = "", category = "" } = what;
    const id = known ? placeId(feature.id) : "";
    this.shapes.spots.push({ id, kind, category, names, at, area });
  }
}

type Take = (reading: Reading, feature: Feature) => void;
const LAYERS: Record<string, Take> = {
  land: (to, feature) => to.form(FILLS.get(feature.properties.kind ?? ""), feature),
  ocean: (to, feature) => to.form("water", feature),
  water_polygons: (to, feature) => to.form("water", feature),
  buildings: (to, feature) => to.form("building", feature),
  water_lines: (to, feature) => to.form(LINES.get(feature.properties.kind ?? ""), feature),
  streets: (to, feature) => to.form(LINES.get(feature.properties.kind ?? ""), feature),
  street_labels: (to, feature) => to.street(feature),
  pois: (to, feature) => to.spot(feature, false),
  place_labels: (to, feature) => to.spot(feature, true),
};

/** Reads a tile (Mapbox vector tile 2.1); throws where the bytes are none. */
export function read(bytes: Uint8Array): Shapes {
  const reading = new Reading();
  for (const { name, extent, features } of layersOf(bytes)) {
    reading.scale = EXTENT / extent;
    for (const feature of features) LAYERS[name]?.(reading, feature);
  }
  return reading.shapes;
}
