import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

export type KnownTown = components["schemas"]["KnownTown"];

/** Whether another town answers, and how many of one's messages are kept for it. */
export const town = (domain: string): Promise<KnownTown> =>
  ask(api.GET("/towns/{domain}", { params: { path: { domain } } }));
