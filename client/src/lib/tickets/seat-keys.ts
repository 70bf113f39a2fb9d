import type { Plan } from "./types";

export type Way = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";
const TURN: Record<Way, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const isWay = (key: string): key is Way => key in TURN;

/** The next seat in a direction: as straight as it can be, then as near; the same where none is. */
export function beside(plan: Pick<Plan, "x" | "y">, from: number, way: Way): number {
  const [right, down] = TURN[way];
  let best = from;
  let least = Infinity;
  for (let n = 0; n < plan.x.length; n++) {
    const x = plan.x[n]! - plan.x[from]!;
    const y = plan.y[n]! - plan.y[from]!;
    const along = x * right + y * down;
    const across = Math.abs(x * down) + Math.abs(y * right);
    if (n === from || along <= 0.01 || across > along * 2) continue;
    const cost = along + across * 3;
    if (cost < least) [best, least] = [n, cost];
  }
  return best;
}

/** The first or the last seat of the row in which one is. */
export function edge(plan: Pick<Plan, "x" | "row" | "zone">, from: number, first: boolean): number {
  const { x, row, zone } = plan;
  const same = row.flatMap((name, n) => (name === row[from] && zone[n] === zone[from] ? [n] : []));
  const way = first ? 1 : -1;
  return same.sort((a, b) => way * (x[a]! - x[b]!))[0]!;
}

/** How far seats are apart, about: the middle one of all distances to the next of the row. */
export function spacing(plan: Plan): number {
  const found: number[] = [];
  for (let n = 1; n < plan.x.length; n++)
    if (plan.bank[n] === plan.bank[n - 1])
      found.push(Math.hypot(plan.x[n]! - plan.x[n - 1]!, plan.y[n]! - plan.y[n - 1]!));
  found.sort((a, b) => a - b);
  return found[found.length >> 1] || 25;
}

/** Rows in words, each with its seats. */
export function rowsOf(plan: Plan): { name: string; seats: number[] }[] {
  const found: { name: string; seats: number[] }[] = [];
  plan.row.forEach((row, n) => {
    const name = [plan.zone[n], row].filter(Boolean).join(" ");
    if (found.at(-1)?.name === name) found.at(-1)!.seats.push(n);
    else found.push({ name, seats: [n] });
  });
  return found;
}
