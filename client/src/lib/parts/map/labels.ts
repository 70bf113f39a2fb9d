/** Which words stand on a map, and where: no two on top of each other. Knows no page. */
import { toScreen, type Pixel, type Size, type TileId, type View } from "./projection";
import { EXTENT } from "./mvt";
import type { Names, Shapes, Spot } from "./shapes";

export type Rect = { x: number; y: number; width: number; height: number };
export type Text = { text: string; font: Font; x: number; y: number; angle: number };
export type Font = "town" | "area" | "street" | "spot" | "small";
/** `dot`: there is no room for its picture. */
export type Sign = { spot: Spot; x: number; y: number; dot: boolean };
/** What was looked for: it is shown at any zoom, and no other places beside it. */
export type Found = Omit<Spot, "at"> & { world: Pixel };
/** What is drawn above the tiles, from the back to the front. */
export type Writing = { texts: Text[]; signs: Sign[] };
export type Read = { tile: TileId; shapes: Shapes };
export type Measure = (text: string, font: Font) => number;

export const HEIGHTS: Record<Font, number> = {
  town: 18,
  area: 15,
  street: 13,
  spot: 14,
  small: 12,
};
const TOWNS = new Set(["city", "town", "village", "suburb", "island"]);
/** All places have signs from this zoom on, the ones that people look for from afar earlier. */
const SIGNS = 15.4;
const FAR_SIGNS = 13.5;
const SIGN = 20;
/** Around words and signs: a name may be as near to its own sign as reading allows. */
const BESIDE = 4;
const ABOVE = 1;

/** What stands already; a new one has to find room. */
export class Taken {
  private readonly all: Rect[] = [];

  free(rect: Rect): boolean {
    return !this.all.some(
      (one) =>
        rect.x < one.x + one.width &&
        rect.x + rect.width > one.x &&
        rect.y < one.y + one.height &&
        rect.y + rect.height > one.y,
    );
  }

  /** Takes all of them, or none. */
  take(...rects: Rect[]): boolean {
    if (!rects.every((one) => this.free(one))) return false;
    this.all.push(...rects);
    return true;
  }
}

const centred = (x: number, y: number, width: number, height: number): Rect => ({
  x: x - width / 2 - BESIDE,
  y: y - height / 2 - ABOVE,
  width: width + 2 * BESIDE,
  height: height + 2 * ABOVE,
});

/** Squares along a turned line of text: one box around it would keep half of the map free. */
export function boxesAlong(text: Omit<Text, "text" | "font">, width: number, height: number) {
  if (!text.angle) return [centred(text.x, text.y, width, height)];
  const n = Math.max(1, Math.ceil(width / height));
  const step = (width - height) / Math.max(1, n - 1);
  return Array.from({ length: n }, (_, i) => {
    const along = n === 1 ? 0 : i * step - (width - height) / 2;
    const [x, y] = [Math.cos(text.angle) * along, Math.sin(text.angle) * along];
    return centred(text.x + x, text.y + y, height, height);
  });
}

/** As one reads: never upside down. */
export function readable(from: Pixel, to: Pixel): number {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

/** The name for a reader, and what people there call it, where that is something else. */
export function named(names: Names, language: string): { main: string; local: string } {
  const main = (language.startsWith("zh") ? names.zh : names.en) ?? names.name;
  return { main, local: main === names.name ? "" : names.name };
}

export class Writer {
  private readonly writing: Writing = { texts: [], signs: [] };
  private readonly said = new Set<string>();

  private readonly taken = new Taken();

  constructor(
    private readonly view: View,
    private readonly size: Size,
    private readonly language: string,
    private readonly measure: Measure,
    /** Which places are seen from afar. */
    private readonly isFar: (spot: Spot) => boolean,
  ) {}

  /**
   * What stands out before parts of the town, these before streets, these before places: who is first
   * has the room.
   */
  all(reads: readonly Read[], found: readonly Found[] | null, own: readonly Found[] = []): Writing {
    this.found(found ?? own);
    this.areas(reads);
    this.streets(reads);
    if (!found) this.signs(reads);
    return this.writing;
  }

  private found(all: readonly Found[]): void {
    for (const { world, ...spot } of all)
      this.sign({ ...spot, at: world }, toScreen(this.view, this.size, world), true);
  }

  private at(tile: TileId, spot: Pixel): Pixel {
    const n = 2 ** tile.z;
    const world = { x: (tile.x + spot.x / EXTENT) / n, y: (tile.y + spot.y / EXTENT) / n };
    return toScreen(this.view, this.size, world);
  }

  private seen({ x, y }: Pixel): boolean {
    return x > 0 && y > 0 && x < this.size.width && y < this.size.height;
  }

  /** Not where it would be cut off, nor where something stands. */
  private write(text: Text): boolean {
    const boxes = boxesAlong(text, this.measure(text.text, text.font), HEIGHTS[text.font]);
    const { width, height } = this.size;
    const cut = boxes.some(
      (one) => one.x < 0 || one.y < 0 || one.x + one.width > width || one.y + one.height > height,
    );
    if (cut || !this.taken.take(...boxes)) return false;
    this.writing.texts.push(text);
    return true;
  }

  private areas(tiles: readonly Read[]): void {
    for (const { tile, shapes } of tiles)
      for (const spot of shapes.spots) if (spot.area) this.area(spot, this.at(tile, spot.at));
  }

  private area(spot: Spot, { x, y }: Pixel): void {
    const { main, local } = named(spot.names, this.language);
    if (!this.seen({ x, y }) || this.said.has(main)) return;
    const font = TOWNS.has(spot.kind) ? "town" : "area";
    if (!this.write({ text: main, font, x, y, angle: 0 })) return;
    this.said.add(main);
    if (local) this.write({ text: local, font: "small", x, y: y + 17, angle: 0 });
  }

  /** Great streets first; each name once. */
  private streets(tiles: readonly Read[]): void {
    const all = tiles.flatMap(({ tile, shapes }) =>
      shapes.streets.map((street) => ({ tile, ...street })),
    );
    all.sort((a, b) => b.rank - a.rank);
    for (const { tile, names, from, to } of all)
      this.street(names, this.at(tile, from), this.at(tile, to));
  }

  private street(names: Names, from: Pixel, to: Pixel): void {
    const { main } = named(names, this.language);
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    if (this.said.has(main) || !this.seen(middle)) return;
    const room = Math.hypot(to.x - from.x, to.y - from.y);
    if (this.measure(main, "street") + 8 > room) return;
    const text = { text: main, font: "street" as const, ...middle, angle: readable(from, to) };
    if (this.write(text)) this.said.add(main);
  }

  /** A sign, its name below where there is room, and what people there call it below that. */
  private signs(tiles: readonly Read[]): void {
    for (const far of [true, false]) {
      if (this.view.zoom < (far ? FAR_SIGNS : SIGNS)) return;
      for (const { tile, shapes } of tiles)
        for (const spot of shapes.spots)
          if (!spot.area && this.isFar(spot) === far) this.sign(spot, this.at(tile, spot.at));
    }
  }

  private sign(spot: Spot, { x, y }: Pixel, always = false): void {
    if (!this.seen({ x, y })) return;
    const dot = !this.taken.take(centred(x, y, SIGN, SIGN));
    if (dot && !always) return;
    this.writing.signs.push({ spot, x, y, dot });
    if (dot) return;
    const { main, local } = named(spot.names, this.language);
    const under = y + SIGN / 2 + HEIGHTS.spot / 2 + 3;
    if (!main || !this.write({ text: main, font: "spot", x, y: under, angle: 0 })) return;
    if (!local) return;
    this.write({ text: local, font: "small", x, y: under + HEIGHTS.spot + 1, angle: 0 });
  }
}

/** The sign under a finger, at most `reach` px away. */
export function signAt(signs: readonly Sign[], at: Pixel, reach: number): Sign | null {
  let best: Sign | null = null;
  let nearest = reach;
  for (const sign of signs) {
    const far = Math.hypot(sign.x - at.x, sign.y - at.y);
    if (far <= nearest) [best, nearest] = [sign, far];
  }
  return best;
}
