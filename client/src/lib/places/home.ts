/** The part of the map that opens without a line: what a phone shows of the town's middle. */
import { tilesOf, viewOf, type TileId } from "$lib/parts/map/projection";
import { addressOf } from "./tiles";
import type { TownMap } from "./types";

/** As the service worker calls it. */
const CACHE = "leapfrog-map";
const ZOOMS = [12, 13, 14];
/** Bytes, as they come over the line. */
const ROOM = 30 * 1024;
/** At each zoom a square as wide as a phone: at most four tiles. */
const WINDOW = { width: 360, height: 360 };

export const homeTiles = ({ centre, min_zoom, max_zoom }: TownMap): TileId[] =>
  ZOOMS.filter((z) => z >= min_zoom && z <= max_zoom).flatMap((z) => {
    const view = viewOf(centre, z);
    const far = ({ x, y }: TileId) =>
      Math.hypot(x + 0.5 - view.x * 2 ** z, y + 0.5 - view.y * 2 ** z);
    const tiles = tilesOf(view, WINDOW, { min: z, max: z }, Infinity);
    return tiles.sort((a, b) => far(a) - far(b));
  });

/**
 * Keeps those tiles on this device, the nearest of each zoom first, as far as there is room for them;
 * and nothing of earlier maps.
 */
export async function keepHome(map: TownMap): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(CACHE);
  const wanted = homeTiles(map).map((tile) => addressOf(map.version, tile));
  for (const { url } of await cache.keys())
    if (!wanted.includes(new URL(url).pathname)) await cache.delete(url);
  let room = ROOM;
  for (const path of wanted) {
    const known = await cache.match(path);
    const answer = known ?? (await fetch(path));
    room -= Number(answer.headers.get("Content-Length"));
    if (!answer.ok || room < 0) return;
    if (!known) await cache.put(path, answer);
  }
}
