/** The tiles of a town's map, as they are read: fetched once, the last ones remembered. */
import { above, keyOf, type TileId, type Zooms } from "./projection";
import type { Read } from "./labels";
import { read, type Shapes } from "./shapes";

/** The bytes of a tile; null: nothing is there. Throws without a line. */
export type Source = (tile: TileId) => Promise<Uint8Array | null>;
/** What is drawn of a tile: its own shapes, or those of one of zoom `from` of which it is a part. */
export type Part = { shapes: Shapes; from: number; whole: boolean };

const MOST = 16;
const NOTHING: Shapes = { forms: new Map(), streets: [], spots: [] };

export class Tiles {
  private readonly held = new Map<string, Promise<Shapes>>();

  constructor(
    readonly zooms: Zooms,
    private readonly source: Source,
  ) {}

  /**
   * What to draw of a tile. Zooms that are not kept are drawn from those above them; so are tiles
   * that do not come, as well as they can be (`whole` is false). Throws where nothing came at all.
   */
  async part(tile: TileId): Promise<Part> {
    const best = Math.min(tile.z, this.zooms.max);
    let trouble: unknown;
    for (let from = best; from >= this.zooms.min; from--) {
      try {
        return { shapes: await this.shapes(above(tile, from)), from, whole: from === best };
      } catch (error) {
        trouble ??= error;
      }
    }
    throw trouble;
  }

  private shapes(tile: TileId): Promise<Shapes> {
    const key = keyOf(tile);
    const found = this.held.get(key) ?? this.load(tile, key);
    this.held.delete(key);
    this.held.set(key, found);
    if (this.held.size > MOST) this.held.delete(this.held.keys().next().value!);
    return found;
  }

  private load(tile: TileId, key: string): Promise<Shapes> {
    const coming = this.source(tile).then((bytes) => (bytes ? read(bytes) : NOTHING));
    coming.catch(() => this.held.delete(key));
    return coming;
  }
}

/** What was read for some tiles, each once: several may be parts of one. */
export function readsOf(drawn: readonly { tile: TileId; part: Part }[]): Read[] {
  const all = new Map(
    drawn.map(({ tile, part }) => [part.shapes, above(tile, part.from)] as const),
  );
  return [...all].map(([shapes, tile]) => ({ shapes, tile }));
}
