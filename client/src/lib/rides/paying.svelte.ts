import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Confirmation } from "$lib/kernel/types";
import type { RidePayers } from "./types";

const other = (person_id: string) => ({ params: { path: { person_id } } });

/** Who pays for the person's rides, and for whose they pay. */
export const payers = new Kept<RidePayers>("rides.payers", () => ask(api.GET("/rides/payers")));

/** What is confirmed: that one pays for that person's rides, up to so much in a month. */
export const wayFor = (person_id: string) => ({
  use: "ride" as const,
  id: person_id,
  to: person_id,
});

export async function payFor(
  person_id: string,
  monthly: number,
  confirmation?: Confirmation,
): Promise<RidePayers> {
  const body = { monthly, confirmation: confirmation ?? null };
  const found = await ask(api.PUT("/rides/payers/{person_id}", { ...other(person_id), body }));
  payers.take(found);
  return found;
}

/** One pays for them no longer. */
export async function stopPaying(person_id: string): Promise<void> {
  await ask(api.DELETE("/rides/payers/{person_id}", other(person_id)));
  await payers.read();
}

/** They shall pay no longer. */
export async function declinePayer(person_id: string): Promise<void> {
  await ask(api.DELETE("/rides/payers/{person_id}/mine", other(person_id)));
  await payers.read();
}
