import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Erased, Silent } from "./types";

export type Proof =
  { password: string } | { passkey: { challenge_id: string; credential: Record<string, unknown> } };

let told: Erased | null = null;
let untold: Silent = [];

/** Erases the account and all that this device remembers of it. */
export async function erase(handle: string, proof: Proof): Promise<void> {
  const { erased, silent } = await ask(api.DELETE("/me", { body: { handle, ...proof } }));
  told = erased;
  untold = silent;
  await session.leave();
}

/** What was erased a moment ago; null for whoever comes here otherwise. */
export const report = (): Erased | null => told;

/** Which towns do not know it yet, since they do not answer. */
export const silentTowns = (): Silent => untold;
