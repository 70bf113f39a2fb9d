import { api, ask } from "$lib/kernel/api";
import { cards } from "./cards.svelte";
import { attempt } from "./attempt";
import { paid } from "./sheet.svelte";
import type { PacketView, Rules } from "./types";

const at = (packet_id: string) => ({ params: { path: { packet_id } } });

export type Wish = {
  conversation_id: string;
  amount: number;
  currency: string;
  shares: number;
  sharing: "even" | "lucky";
  for_id?: string;
  phrase?: string;
  greeting?: string;
};

/** What the operator allows. */
export const rules = (): Promise<Rules> => ask(api.GET("/pay/packets"));

export const read = (id: string): Promise<PacketView> =>
  ask(api.GET("/pay/packets/{packet_id}", at(id)));

/** Sends a packet; `to` is whom the pay sheet names. Null when the person did not want to. */
export function give(wish: Wish, to: string): Promise<PacketView | null> {
  const { amount, currency, greeting: note, conversation_id } = wish;
  const about = { to, amount, currency, ...(note && { note }) };
  return attempt(["packet", wish], (id) =>
    paid({ ...about, way: { use: "packet", id, to: conversation_id } }, (confirmation) =>
      ask(api.PUT("/pay/packets/{packet_id}", { ...at(id), body: { ...wish, confirmation } })),
    ),
  );
}

/** Opens one; answers how much was in it. */
export async function open(id: string, phrase?: string): Promise<number> {
  const body = phrase === undefined ? {} : { phrase };
  const found = await ask(api.POST("/pay/packets/{packet_id}/open", { ...at(id), body }));
  cards.want(`pay:packet:${id}`);
  return found.amount;
}

export const thank = (id: string, text: string): Promise<PacketView> =>
  ask(api.PUT("/pay/packets/{packet_id}/thanks", { ...at(id), body: { text } }));
