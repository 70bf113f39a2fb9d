import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { cards } from "./cards.svelte";
import { paid, type Way } from "./sheet.svelte";
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
export async function give(wish: Wish, to: string): Promise<PacketView | null> {
  const id = uuidv7();
  const { amount, currency, greeting: note } = wish;
  const way: Way = { use: "packet", id, to: wish.conversation_id };
  return paid({ to, amount, currency, ...(note && { note }), way }, (confirmation) =>
    ask(api.PUT("/pay/packets/{packet_id}", { ...at(id), body: { ...wish, confirmation } })),
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
