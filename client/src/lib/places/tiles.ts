/** The tiles of the town's map, for all that draws it. */
import { offline } from "$lib/kernel/problem";
import type { Box, TileId } from "$lib/parts/map/projection";
import { Tiles } from "$lib/parts/map/tiles";
import type { TownMap } from "./types";

const NOTHING = 204;

export const addressOf = (version: string, { z, x, y }: TileId): string =>
  `/map/${version}/${z}/${x}/${y}`;

async function bytesOf(version: string, tile: TileId): Promise<Uint8Array | null> {
  const answer = await fetch(addressOf(version, tile));
  if (answer.status === NOTHING) return null;
  if (!answer.ok) throw offline();
  return new Uint8Array(await answer.arrayBuffer());
}

let made: { version: string; tiles: Tiles } | undefined;

/** One for all maps and cards: what one has read the others have. */
export function tilesOf({ version, min_zoom: min, max_zoom: max }: TownMap): Tiles {
  if (made?.version !== version)
    made = { version, tiles: new Tiles({ min, max }, (tile) => bytesOf(version, tile)) };
  return made.tiles;
}

export const boundsOf = ({ bounds: { west, south, east, north } }: TownMap): Box => [
  west,
  south,
  east,
  north,
];
