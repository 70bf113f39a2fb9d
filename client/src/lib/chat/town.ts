import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";

export type KnownTown = components["schemas"]["KnownTown"];
export type GroupHome = components["schemas"]["GroupHome"];
export type Wish = components["schemas"]["GroupWishInput"];

/** Whether another town answers, and how many of one's messages are kept for it. */
export const town = (domain: string): Promise<KnownTown> =>
  ask(api.GET("/towns/{domain}", { params: { path: { domain } } }));

const at = (group_id: string) => ({ params: { path: { group_id } } });

/** In which town a group lives, which can read it, and what waits for its town. */
export const homeOf = (group: string): Promise<GroupHome> =>
  ask(api.GET("/groups/{group_id}/home", at(group)));

/** The group's own town does not answer any more: this one orders it from now on. */
export const carryOn = (group: string): Promise<GroupHome> =>
  ask(api.PUT("/groups/{group_id}/home", at(group)));

/** Asks the town in which a group lives for a change; it is seen once that town has made it. */
export async function wish(group_id: string, body: Wish): Promise<void> {
  const path = { group_id, wish_id: uuidv7() };
  await ask(api.PUT("/groups/{group_id}/wishes/{wish_id}", { params: { path }, body }));
}
