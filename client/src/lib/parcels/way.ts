/** A courier's round on the map: its stops by number, the way over the first of them, shops. */
import type { Mark } from "$lib/parts/map/Marks.svelte";
import type { Point } from "$lib/parts/map/projection";
import { dotsOf } from "$lib/parts/map/way";
import type { Round } from "./types";

type Placed = { lat: number | null; lon: number | null };
const placed = <T extends Placed>(one: T): one is T & Point => one.lat != null && one.lon != null;

/** What stands on the map of a round; `here`: where one is, if one said so. */
export function marksOf(round: Round, here?: Point): Mark[] {
  const at = ({ lat, lon }: Point): Point => ({ lat, lon });
  return [
    ...dotsOf(round.line),
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
