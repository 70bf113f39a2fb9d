/** What a device asks the town for. */
import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { LiveCall } from "$lib/kernel/types";

const of = (call_id: string) => ({ params: { path: { call_id } } });

export function dial({ id, person, media, about }: LiveCall): Promise<LiveCall> {
  if (about) {
    const path = { ride_id: about.replace("ride:", ""), call_id: id };
    const body = { device: connection.device };
    return ask(api.PUT("/rides/{ride_id}/calls/{call_id}", { params: { path }, body }));
  }
  const body = { person_id: person.id, media, device: connection.device };
  return ask(api.PUT("/calls/{call_id}", { ...of(id), body }));
}

export function answer(id: string, accept: boolean): Promise<LiveCall> {
  const body = { accept, device: connection.device };
  return ask(api.PUT("/calls/{call_id}/answer", { ...of(id), body }));
}

/** Also while the page goes. */
export const end = (id: string): Promise<LiveCall> =>
  ask(api.DELETE("/calls/{call_id}", { ...of(id), keepalive: true }));

/** The call that rings here, if one does. */
export async function ringing(): Promise<LiveCall | undefined> {
  const { calls } = await ask(api.GET("/calls"));
  return calls.find((one) => one.state === "ringing" && !one.outgoing);
}
