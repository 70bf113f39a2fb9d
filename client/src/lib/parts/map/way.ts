/** A way on the map: a line, shown as dots. */
import type { Mark } from "./Marks.svelte";
import { metres, type Point } from "./projection";

/** A dot each so many metres, and no more of them than a phone moves easily. */
const STEP = 50;
const MOST = 80;

/** How long a line is, in metres. */
export const lengthOf = (line: readonly Point[]): number =>
  line.slice(1).reduce((sum, point, n) => sum + metres(line[n]!, point), 0);

/** Points along a line, evenly. */
export function along(line: readonly Point[]): Point[] {
  const step = Math.max(STEP, lengthOf(line) / MOST);
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

export const dotsOf = (line: readonly Point[]): Mark[] =>
  along(line).map((point, n) => ({ id: `way ${n}`, look: "way", ...point }));
