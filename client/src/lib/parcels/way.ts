/** A courier's round on the map: its stops by number, the way over the first of them, shops. */
import type { Mark } from "$lib/parts/map/Marks.svelte";
import { metres, type Point } from "$lib/parts/map/projection";
import type { Round } from "./types";

/** A dot each so many metres, and no more of them than a phone moves easily. */
const STEP = 60;
const MOST = 80;

/** Points along a line, evenly. */
export function along(line: readonly Point[]): Point[] {
  const long = line.slice(1).reduce((sum, point, n) => sum + metres(line[n]!, point), 0);
  const step = Math.max(STEP, long / MOST);
  const found: Point[] = [];
  let left = step;
  line.slice(1).forEach((b, n) => {
    const a = line[n]!;
    const piece = metres(a, b);
    let at = left;
    for (; at < piece; at += step) {
      const part = at / piece;
      found.push({ lat: a.lat + (b.lat - a.lat) * part, lon: a.lon + (b.lon - a.lon) * part });
    }
    left = at - piece;
  });
  return found;
}

type Placed = { lat: number | null; lon: number | null };
const placed = <T extends Placed>(one: T): one is T & Point => one.lat != null && one.lon != null;

/** What stands on the map of a round; `here`: where one is, if one said so. */
export function marksOf(round: Round, here?: Point): Mark[] {
  const at = ({ lat, lon }: Point): Point => ({ lat, lon });
  return [
    ...along(round.line).map((point, n) => ({ id: `way ${n}`, look: "way" as const, ...point })),
    ...round.shops.filter(placed).map((one) => ({
      id: one.merchant_id,
      look: "shop" as const,
      text: `${one.parcels}`,
      ...at(one),
    })),
    ...round.stops.flatMap((stop, n) =>
      placed(stop)
        ? [{ id: `stop ${n}`, look: "stop" as const, text: `${n + 1}`, ...at(stop) }]
        : [],
    ),
    ...(here ? [{ id: "here", look: "here" as const, ...at(here) }] : []),
  ];
}

/** All points that should be seen at once. */
export const pointsOf = (round: Round, here?: Point): Point[] => [
  ...round.stops.filter(placed),
  ...round.shops.filter(placed),
  ...(here ? [here] : []),
];
