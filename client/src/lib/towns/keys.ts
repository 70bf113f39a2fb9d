/** Lines to other towns, and the key by which they know this one; for operators. */
import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

export type TownLine = components["schemas"]["TownLine"];
export type OwnTownKeys = components["schemas"]["OwnTownKeys"];

export const lines = async (): Promise<TownLine[]> => (await ask(api.GET("/towns"))).towns;
export const keys = (): Promise<OwnTownKeys> => ask(api.GET("/town-keys"));

/** Another key from now on; with what stands on paper, the one before was stolen. */
export const change = (key_id: string, stolen: string | null): Promise<OwnTownKeys> =>
  ask(
    api.PUT("/town-keys/{key_id}/successor", {
      params: { path: { key_id } },
      body: { stolen },
    }),
  );

/** The key for the paper: it is told once. */
export const makeOffline = async (): Promise<string> =>
  (await ask(api.POST("/town-keys/offline"))).key;
