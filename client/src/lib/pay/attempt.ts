import { uuidv7 } from "$lib/kernel/ids";
import { Problem } from "$lib/kernel/problem";

/** After these nobody here knows whether it was done. */
export const UNSURE = ["offline", "unavailable"];
const KEPT_MS = 10 * 60_000;

type Attempt = { id: string; at: number };
const open = new Map<string, Attempt>();

/**
 * Does something of which the town keeps one for each id. Who begins the same anew because an answer
 * was lost means the same: it has the same id, until it is known how it ended, for ten minutes.
 */
export async function attempt<T>(what: unknown, act: (id: string) => Promise<T>): Promise<T> {
  const key = JSON.stringify(what);
  const before = open.get(key);
  const known = before && Date.now() - before.at < KEPT_MS;
  const { id } = known ? before : { id: uuidv7() };
  open.set(key, { id, at: Date.now() });
  try {
    const done = await act(id);
    if (done !== null) open.delete(key);
    return done;
  } catch (error) {
    if (!UNSURE.includes(Problem.of(error).code)) open.delete(key);
    throw error;
  }
}
