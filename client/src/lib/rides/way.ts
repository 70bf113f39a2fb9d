/** A ride on the map: where it begins and ends, the way between, the car. */
import type { Mark } from "$lib/parts/map/Marks.svelte";
import { metres, type Point } from "$lib/parts/map/projection";

/** A dot each so many metres, and no more of them than a phone moves easily. */
const STEP = 40;
const MOST = 60;

/** How long a line is, in metres. */
export const lengthOf = (line: readonly Point[]): number =>
  line.slice(1).reduce((sum, point, n) => sum + metres(line[n]!, point), 0);

/** Points along a line, evenly. */
export function alongOf(line: readonly Point[]): Point[] {
  const step = Math.max(STEP, lengthOf(line) / MOST);
  const found: Point[] = [];
  let left = step;
  for (let n = 1; n < line.length; n++) {
    const [a, b] = [line[n - 1]!, line[n]!];
    const long = metres(a, b);
    let at = left;
    for (; at < long; at += step) {
      const part = at / long;
      found.push({ lat: a.lat + (b.lat - a.lat) * part, lon: a.lon + (b.lon - a.lon) * part });
    }
    left = at - long;
  }
  return found;
}

type Shown = {
  from?: Point | null;
  to?: Point | null;
  car?: Point | null;
  line?: readonly Point[];
};

export const marksOf = ({ from, to, car, line = [] }: Shown): Mark[] => [
  ...alongOf(line).map((point, n) => ({ id: `way ${n}`, look: "way" as const, ...only(point) })),
  ...(from ? [{ id: "from", look: "here" as const, ...only(from) }] : []),
  ...(to ? [{ id: "to", look: "pin" as const, ...only(to) }] : []),
  ...(car ? [{ id: "car", look: "car" as const, ...only(car) }] : []),
];

const only = ({ lat, lon }: Point): Point => ({ lat, lon });
