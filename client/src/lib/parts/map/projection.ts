/**
 * Web Mercator with the world as a square of side 1, its corner in the north-west; a tile of zoom z
 * is one of 2^z by 2^z parts of it and 512 css px wide.
 */
export type Point = { lat: number; lon: number };
/** What a map shows: the middle, in the square, and how near. */
export type View = { x: number; y: number; zoom: number };
export type Size = { width: number; height: number };
export type Pixel = { x: number; y: number };
export type TileId = { z: number; x: number; y: number };
/** West, south, east, north. */
export type Box = readonly [number, number, number, number];
export type Zooms = { min: number; max: number };

export const TILE = 512;
const EARTH = 6_371_008.8;
const RAD = Math.PI / 180;
/** Beyond it the square ends. */
const MOST_NORTHERN = 85.0511287798;

export const xOf = (lon: number): number => (lon + 180) / 360;

export function yOf(lat: number): number {
  const sine = Math.sin(within(lat, -MOST_NORTHERN, MOST_NORTHERN) * RAD);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const pointOf = ({ x, y }: Pixel): Point => ({
  lat: Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RAD,
  lon: x * 360 - 180,
});

export const viewOf = ({ lat, lon }: Point, zoom: number): View => ({
  x: xOf(lon),
  y: yOf(lat),
  zoom,
});

export const within = (n: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, n));

/** How many css px the world is wide. */
export const worldWidth = (zoom: number): number => TILE * 2 ** zoom;

/** Where a spot of the square is on the screen, from the map's left upper corner. */
export function toScreen(view: View, size: Size, spot: Pixel): Pixel {
  const scale = worldWidth(view.zoom);
  return {
    x: (spot.x - view.x) * scale + size.width / 2,
    y: (spot.y - view.y) * scale + size.height / 2,
  };
}

export function fromScreen(view: View, size: Size, at: Pixel): Pixel {
  const scale = worldWidth(view.zoom);
  return {
    x: view.x + (at.x - size.width / 2) / scale,
    y: view.y + (at.y - size.height / 2) / scale,
  };
}

/** The map under a finger that went so far. */
export function dragged(view: View, dx: number, dy: number): View {
  const scale = worldWidth(view.zoom);
  return { ...view, x: view.x - dx / scale, y: view.y - dy / scale };
}

/** Nearer or farther, while what is at `at` stays there. */
export function zoomed(view: View, size: Size, zoom: number, at: Pixel): View {
  const spot = fromScreen(view, size, at);
  const moved = fromScreen({ ...view, zoom }, size, at);
  return { x: view.x + spot.x - moved.x, y: view.y + spot.y - moved.y, zoom };
}

/** The middle stays inside of `box`, the zoom inside of `zooms`. */
export function bounded(view: View, box: Box, zooms: Zooms): View {
  return {
    x: within(view.x, xOf(box[0]), xOf(box[2])),
    y: within(view.y, yOf(box[3]), yOf(box[1])),
    zoom: within(view.zoom, zooms.min, zooms.max),
  };
}

/** A view in which all of `points` are, not nearer than `most`; `edge`: px left free around them. */
export function fitting(points: readonly Point[], size: Size, most: number, edge = 48): View {
  const xs = points.map((one) => xOf(one.lon));
  const ys = points.map((one) => yOf(one.lat));
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const room = (px: number, part: number) =>
    part > 0 ? Math.log2(Math.max(px - 2 * edge, 64) / (TILE * part)) : most;
  const zoom = Math.min(most, room(size.width, right - left), room(size.height, bottom - top));
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom };
}

/** Room that is left around points: so many px above them, and on all other sides. */
export type Edge = { above: number; beside: number };

/**
 * A view that shows as little as it can of what is beyond `box`, where there is no map: it is moved,
 * and nearer where that takes it, as far as `points` stay within their edge.
 */
export function filled(
  view: View,
  size: Size,
  box: Box,
  points: readonly Point[],
  { above, beside }: Edge,
): View {
  const along = (room: number, low: number, high: number, all: number[], before: number) => {
    const [first, last] = [Math.min(...all), Math.max(...all)];
    const part = Math.max(last - first, Number.EPSILON);
    return {
      fills: Math.log2(room / (TILE * (high - low))),
      fits: Math.log2(Math.max(room - before - beside, 1) / (TILE * part)),
      middle: (at: number, px: number) => {
        const half = room / 2 / px;
        const small = high - low < 2 * half;
        const inside = small ? (low + high) / 2 : within(at, low + half, high - half);
        return within(inside, last + beside / px - half, first - before / px + half);
      },
    };
  };
  const [xs, ys] = [points.map((one) => xOf(one.lon)), points.map((one) => yOf(one.lat))];
  const x = along(size.width, xOf(box[0]), xOf(box[2]), xs, beside);
  const y = along(size.height, yOf(box[3]), yOf(box[1]), ys, above);
  const nearer = Math.min(Math.max(x.fills, y.fills), x.fits, y.fits);
  const zoom = Math.max(view.zoom, nearer);
  const px = worldWidth(zoom);
  return { x: x.middle(view.x, px), y: y.middle(view.y, px), zoom };
}

/**
 * The tiles that a view shows, row by row. Of the zoom above the view's where that needs no more than
 * `most`, for a picture that is made smaller stays sharp; else of as many zooms less as it takes.
 */
export function tilesOf(view: View, size: Size, zooms: Zooms, most: number): TileId[] {
  const half = worldWidth(view.zoom) * 2;
  const [left, right] = [view.x - size.width / half, view.x + size.width / half];
  const [top, bottom] = [view.y - size.height / half, view.y + size.height / half];
  let z = within(Math.ceil(view.zoom - 0.25), zooms.min, zooms.max);
  for (; ; z--) {
    const n = 2 ** z;
    const last = (edge: number) => Math.min(n - 1, Math.ceil(edge * n) - 1);
    const first = (edge: number) => Math.max(0, Math.floor(edge * n));
    const [x0, x1, y0, y1] = [first(left), last(right), first(top), last(bottom)];
    if ((x1 - x0 + 1) * (y1 - y0 + 1) > most && z > zooms.min) continue;
    const found: TileId[] = [];
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) found.push({ z, x, y });
    return found;
  }
}

export const keyOf = ({ z, x, y }: TileId): string => `${z}/${x}/${y}`;

/** The tile of zoom `z`, not greater than its own, that this one is a part of. */
export function above(tile: TileId, z: number): TileId {
  const shift = 2 ** (tile.z - z);
  return { z, x: Math.floor(tile.x / shift), y: Math.floor(tile.y / shift) };
}

/** Metres between two points, over the surface of a ball. */
export function metres(a: Point, b: Point): number {
  const dlat = Math.sin(((b.lat - a.lat) * RAD) / 2);
  const dlon = Math.sin(((b.lon - a.lon) * RAD) / 2);
  const h = dlat ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * dlon ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** How many css px a metre is there. */
export const pixelsPerMetre = (view: View): number =>
  worldWidth(view.zoom) / (2 * Math.PI * EARTH * Math.cos(pointOf(view).lat * RAD));
