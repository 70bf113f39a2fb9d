/** A ride on the map: where it begins and ends, the way between, the car. */
import type { Mark } from "$lib/parts/map/Marks.svelte";
import type { Point } from "$lib/parts/map/projection";
import { dotsOf } from "$lib/parts/map/way";

type Shown = {
  from?: Point | null;
  to?: Point | null;
  car?: Point | null;
  line?: readonly Point[];
};

export const marksOf = ({ from, to, car, line = [] }: Shown): Mark[] => [
  ...dotsOf(line),
  ...(from ? [{ id: "from", look: "here" as const, ...only(from) }] : []),
  ...(to ? [{ id: "to", look: "pin" as const, ...only(to) }] : []),
  ...(car ? [{ id: "car", look: "car" as const, ...only(car) }] : []),
];

const only = ({ lat, lon }: Point): Point => ({ lat, lon });
