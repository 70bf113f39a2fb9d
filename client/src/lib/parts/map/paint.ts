/** Draws what a tile holds into a picture of its own, once. */
import type { Pixel, TileId } from "./projection";
import { EXTENT } from "./mvt";
import type { Fill, Line, Shapes, Style } from "./shapes";
import type { Part } from "./tiles";

const NAMES =
  "ground green wood sand grounds water building wall path rail service walk minor medium major edge ink ink2 halo";
const HUES = "blue orange pink violet teal red steel olive grey";
/** A colour for each way to draw, and for each hue. */
export type Colours = Record<string, string>;

/** The tokens `--map-…` and `--hue-…`, as they are for `node`. */
export function coloursOf(node: Element): Colours {
  const style = getComputedStyle(node);
  const tokens = (kind: string, names: string) =>
    names.split(" ").map((name) => [name, style.getPropertyValue(`--${kind}-${name}`).trim()]);
  return Object.fromEntries([...tokens("map", NAMES), ...tokens("hue", HUES)]);
}

const FILLS: Fill[] = ["grounds", "green", "sand", "wood", "water", "building"];
/** From the lowest to the highest, and how wide in css px at zoom 16. */
const LINES: [Line, number][] = [
  ["stream", 4],
  ["path", 1.2],
  ["service", 3.6],
  ["walk", 5],
  ["minor", 7],
  ["medium", 9.5],
  ["major", 11.5],
  ["tram", 0.9],
  ["rail", 1.3],
];
const EDGED = new Set<Line>(["service", "walk", "minor", "medium", "major"]);
const DASHES: Partial<Record<Line, [number, number]>> = { path: [3, 2.4], rail: [5, 3] };
/** Whose colour is that of another. */
const AS: Partial<Record<Line, string>> = { stream: "water", tram: "rail" };
const THIN = 0.7;
/** From here on houses have walls. */
const WALLS = 15;
/** Tracks of people on foot are many. */
const PATHS = 16;

/** Streets grow more slowly than the land between them. */
const wide = (at16: number, zoom: number): number => Math.max(THIN, at16 * 1.62 ** (zoom - 16));

const paths = new WeakMap<Pixel[][], Path2D>();

function pathOf(shapes: Shapes, style: Style): Path2D | undefined {
  const lines = shapes.forms.get(style);
  const known = lines && paths.get(lines);
  if (!lines || known) return known;
  const path = new Path2D();
  for (const line of lines) {
    line.forEach(({ x, y }, n) => (n ? path.lineTo(x, y) : path.moveTo(x, y)));
    if (FILLS.includes(style as Fill)) path.closePath();
  }
  paths.set(lines, path);
  return path;
}

type Job = { g: CanvasRenderingContext2D; shapes: Shapes; colours: Colours; zoom: number };

function fill({ g, shapes, colours, zoom }: Job, px: number): void {
  for (const style of FILLS) {
    const path = pathOf(shapes, style);
    if (!path) continue;
    g.fillStyle = colours[style]!;
    g.fill(path, "evenodd");
    if (style !== "building" || zoom < WALLS) continue;
    g.strokeStyle = colours.wall!;
    g.lineWidth = px;
    g.stroke(path);
  }
}

/** All edges before all streets, so that crossings are open. */
function draw({ g, shapes, colours, zoom }: Job, px: number): void {
  const stroke = (style: Line, width: number, colour: string) => {
    const path = pathOf(shapes, style);
    if (!path) return;
    g.setLineDash((DASHES[style] ?? []).map((one) => one * px));
    g.lineCap = DASHES[style] ? "butt" : "round";
    g.lineWidth = width * px;
    g.strokeStyle = colour;
    g.stroke(path);
  };
  for (const [style, width] of LINES)
    if (EDGED.has(style)) stroke(style, wide(width, zoom) + 1.4, colours.edge!);
  for (const [style, width] of LINES)
    if (style !== "path" || zoom >= PATHS)
      stroke(style, wide(width, zoom), colours[AS[style] ?? style]!);
}

/** Where the left upper corner of a tile is, and how long its sides are: pixels of the canvas. */
export type Frame = { x: number; y: number; side: number };
export type Picture = { g: CanvasRenderingContext2D; colours: Colours; ratio: number };

/**
 * Paints one tile of what `part` holds, which may be those of a tile above it. `ratio`: pixels for
 * each css px.
 */
export function paint(
  { g, colours, ratio }: Picture,
  tile: TileId,
  { shapes, from }: Part,
  { x, y, side }: Frame,
): void {
  const parts = 2 ** (tile.z - from);
  const scale = (side * parts) / EXTENT;
  g.save();
  g.beginPath();
  g.rect(x, y, side, side);
  g.clip();
  g.fillStyle = colours.ground!;
  g.fillRect(x, y, side, side);
  g.translate(x - (tile.x % parts) * side, y - (tile.y % parts) * side);
  g.scale(scale, scale);
  g.lineJoin = "round";
  const job = { g, shapes, colours, zoom: tile.z };
  fill(job, ratio / scale);
  draw(job, ratio / scale);
  g.restore();
}
