/** Where somebody went of late. */
import type { Place, Ride } from "./types";

const MOST = 3;

/** The last few destinations that have a name, each once, without those that stand there anyway. */
export function recentOf(rides: readonly Ride[], without: readonly { name: string }[]): Place[] {
  const seen = new Set(without.map((one) => one.name));
  const found: Place[] = [];
  for (const { destination } of rides) {
    if (!destination?.name || seen.has(destination.name)) continue;
    seen.add(destination.name);
    found.push(destination);
    if (found.length === MOST) break;
  }
  return found;
}
