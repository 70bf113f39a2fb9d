/** The ground of a map: a canvas for each tile, painted once and then only moved. */
import { paint, type Colours } from "./paint";
import * as p from "./projection";
import type { Part, Tiles } from "./tiles";

/** Of 512 px squared: 1 MB each, or 4 where pixels are small. */
export const MOST_TILES = 12;
export const NEAREST = 18.5;
const memory = (navigator as { deviceMemory?: number }).deviceMemory ?? 8;
/** Pixels for each css px: sharper costs memory, and phones with little of it say so. */
export const ratio = (): number => (memory <= 2 ? 1 : Math.min(devicePixelRatio, 2));

export type Drawn = { tile: p.TileId; canvas: HTMLCanvasElement; part: Part };
type Shown = { view: p.View; anchor: p.View; size: p.Size };

export class Floor {
  private drawn = new Map<string, Drawn>();
  private loading = new Set<string>();
  private failed = new Set<string>();
  private ready: { tile: p.TileId; part: Part }[] = [];
  private wanted = new Map<string, p.TileId>();

  constructor(
    private readonly tiles: Tiles,
    /** In front of which its canvases are put. */
    private readonly front: Element,
    /** Something came, or did not: a frame is wanted. */
    private readonly onnews: () => void,
  ) {}

  /** Something that is seen is still on its way. */
  get busy(): boolean {
    return [...this.wanted.keys()].some((key) => !this.drawn.has(key) && !this.failed.has(key));
  }

  /** Something that is seen could not be had, or not as sharp as it should be. */
  get missing(): boolean {
    return this.failed.size > 0 || this.seen().some((one) => !one.part.whole);
  }

  /** What is there of what is wanted. */
  seen(): Drawn[] {
    return [...this.wanted.keys()].flatMap((key) => this.drawn.get(key) ?? []);
  }

  /** All is painted anew, or only what is not as it should be. */
  clear(which: "all" | "poor"): void {
    for (const [key, one] of this.drawn) if (which === "all" || !one.part.whole) this.drop(key);
    this.failed.clear();
  }

  stop(): void {
    this.wanted.clear();
    this.clear("all");
  }

  /** Asks for what is seen now, and lets go what was seen before. */
  want({ view, size }: Shown): void {
    const zooms = { min: this.tiles.zooms.min, max: Math.floor(NEAREST) };
    const tiles = p.tilesOf(view, size, zooms, MOST_TILES);
    this.wanted = new Map(tiles.map((tile) => [p.keyOf(tile), tile]));
    for (const [key, tile] of this.wanted)
      if (![this.drawn, this.loading, this.failed].some((some) => some.has(key)))
        void this.load(tile, key);
    const whole = tiles.every((tile) => this.drawn.has(p.keyOf(tile)));
    // What was there stays below until all of the new is there.
    for (const [key, { canvas }] of this.drawn)
      canvas.style.visibility = whole && !this.wanted.has(key) ? "hidden" : "";
    this.forget();
  }

  /** Paints one tile that has come; answers whether there was one. */
  paintOne(colours: Colours, shown: Shown): boolean {
    const next = this.ready.shift();
    if (!next || !this.wanted.has(p.keyOf(next.tile))) return next !== undefined;
    const canvas = document.createElement("canvas");
    const side = (canvas.width = canvas.height = p.TILE * ratio());
    const g = canvas.getContext("2d", { alpha: false })!;
    paint({ g, colours, ratio: ratio() }, next.tile, next.part, { x: 0, y: 0, side });
    const one = { ...next, canvas };
    this.drop(p.keyOf(next.tile));
    this.drawn.set(p.keyOf(next.tile), one);
    this.lay(one, shown);
    this.front.before(canvas);
    this.forget();
    return true;
  }

  /** Puts all canvases where they belong in the plane, which stands still at the anchor. */
  layAll(shown: Shown): void {
    this.failed.clear();
    for (const one of this.drawn.values()) this.lay(one, shown);
  }

  private async load(tile: p.TileId, key: string): Promise<void> {
    this.loading.add(key);
    try {
      this.ready.push({ tile, part: await this.tiles.part(tile) });
    } catch {
      this.failed.add(key);
    }
    this.loading.delete(key);
    this.onnews();
  }

  private lay({ tile, canvas }: Drawn, { anchor, size }: Shown): void {
    const n = 2 ** tile.z;
    const { x, y } = p.toScreen(anchor, size, { x: tile.x / n, y: tile.y / n });
    const scale = p.worldWidth(anchor.zoom) / n / p.TILE;
    canvas.style.transform = `translate(${x}px,${y}px) scale(${scale})`;
  }

  private forget(): void {
    for (const key of this.drawn.keys()) {
      if (this.drawn.size <= MOST_TILES) return;
      if (!this.wanted.has(key)) this.drop(key);
    }
  }

  private drop(key: string): void {
    this.drawn.get(key)?.canvas.remove();
    this.drawn.delete(key);
  }
}
