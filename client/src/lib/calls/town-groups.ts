/** What a device asks the town for in calls of groups. */
import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { LiveGroupCall, SeatedCall } from "$lib/kernel/types";
import type { Media } from "./ring.svelte";

const of = (call_id: string) => ({ params: { path: { call_id } } });

export function start(id: string, conversation_id: string, media: Media): Promise<SeatedCall> {
  const body = { conversation_id, media, device: connection.device };
  return ask(api.PUT("/group-calls/{call_id}", { ...of(id), body }));
}

export function join(id: string): Promise<SeatedCall> {
  const body = { device: connection.device };
  return ask(api.PUT("/group-calls/{call_id}/seat", { ...of(id), body }));
}

/** Also while the page goes. */
export const leave = (call_id: string, seat: number): Promise<LiveGroupCall> =>
  ask(
    api.DELETE("/group-calls/{call_id}/seats/{seat}", {
      params: { path: { call_id, seat } },
      keepalive: true,
    }),
  );

export const decline = (id: string): Promise<LiveGroupCall> =>
  ask(api.DELETE("/group-calls/{call_id}/ring", of(id)));

/** The call that goes on in a group, if one does. */
export async function going(where: { conversation: string }): Promise<LiveGroupCall | undefined> {
  const { calls } = await ask(api.GET("/group-calls"));
  return calls.find((one) => one.conversation_id === where.conversation);
}
