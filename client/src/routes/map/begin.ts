/** Where the map opens, by the address that leads to it. */
import { viewOf, type Point, type View } from "$lib/parts/map/projection";
import { pointed, type Shown } from "$lib/places/shown.svelte";
import { townMap } from "$lib/places/town-map.svelte";
import type { TownMap } from "$lib/places/types";

/** The town's middle, as near as one sees its streets by name. */
const MIDDLE = 14.8;
const NEAR = 16.5;

export type Beginning = {
  view: View;
  text: string;
  kind: string;
  /** Only what is open now. */
  open: boolean;
  /** The id of a place of the town's list. */
  place: string | null;
  /** A point that somebody sent, with what they called it. */
  point: Shown | null;
};

/** `60.17,24.94`; null for anything else. */
export function pointIn(text: string | null): Point | null {
  const [lat, lon, more] = (text ?? "").split(",").map((one) => (one.trim() ? Number(one) : NaN));
  if (lat === undefined || lon === undefined || more !== undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

export function begin(map: TownMap, query: URLSearchParams): Beginning {
  const at = pointIn(query.get("at"));
  const found = at && townMap.covers(at) ? at : null;
  return {
    view: found ? viewOf(found, NEAR) : viewOf(map.centre, MIDDLE),
    text: query.get("q") ?? "",
    kind: query.get("kind") ?? "",
    open: query.has("open"),
    place: query.get("place"),
    point: found && pointed(found, query.get("name") ?? "", query.get("address") ?? ""),
  };
}
