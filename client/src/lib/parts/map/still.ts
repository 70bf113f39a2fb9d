/** A map that stands still, on one canvas: for a card. */
import { ratio } from "./floor";
import { Writer } from "./labels";
import { coloursOf, paint } from "./paint";
import * as p from "./projection";
import { readsOf, type Tiles } from "./tiles";
import { measuring, write, type Looks } from "./write";

const MOST_TILES = 6;
const NEAREST = 18;

export type Scene = { tiles: Tiles; looks: Looks; language: string; view: p.View; size: p.Size };

/**
 * Draws what is around the middle of the view; answers whether all of it is as it should be. Throws
 * where nothing of it could be had.
 */
export async function drawStill(
  canvas: HTMLCanvasElement,
  { tiles, looks, language, view, size }: Scene,
): Promise<boolean> {
  const zooms = { min: tiles.zooms.min, max: NEAREST };
  const wanted = p.tilesOf(view, size, zooms, MOST_TILES);
  const parts = await Promise.all(
    wanted.map(async (tile) => ({ tile, part: await tiles.part(tile) })),
  );
  const sharp = ratio();
  canvas.width = Math.round(size.width * sharp);
  canvas.height = Math.round(size.height * sharp);
  const g = canvas.getContext("2d")!;
  const colours = coloursOf(canvas);
  for (const { tile, part } of parts) {
    const n = 2 ** tile.z;
    const corner = p.toScreen(view, size, { x: tile.x / n, y: tile.y / n });
    // Of whole pixels: between two tiles that begin within one, the ground would show through.
    const side = Math.ceil((p.worldWidth(view.zoom) / n) * sharp);
    const frame = { x: Math.round(corner.x * sharp), y: Math.round(corner.y * sharp), side };
    paint({ g, colours, ratio: sharp }, tile, part, frame);
  }
  g.setTransform(sharp, 0, 0, sharp, 0, 0);
  const writing = new Writer(view, size, language, measuring(g), (spot) => looks(spot).far).all(
    readsOf(parts),
    null,
  );
  write(g, writing, colours, looks);
  return parts.every(({ part }) => part.whole);
}
