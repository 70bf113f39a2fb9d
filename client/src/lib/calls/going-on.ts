import type { GroupCallsTold } from "$lib/kernel/connection.svelte";
import type { LiveGroupCall } from "$lib/kernel/types";

/** So many people are in a call at most. */
export const MOST = 8;

/** The calls of one's groups after `told`: tellings overtake each other, the newest one counts. */
export function goingOn(known: readonly LiveGroupCall[], told: GroupCallsTold): LiveGroupCall[] {
  const before = new Map(known.map((one) => [one.id, one]));
  const newest = (one: LiveGroupCall) => {
    const old = before.get(one.id);
    return old && old.turn > one.turn ? old : one;
  };
  if (told.t === "group_calls") return told.calls.map(newest);
  return [...before.set(told.call.id, newest(told.call)).values()];
}
