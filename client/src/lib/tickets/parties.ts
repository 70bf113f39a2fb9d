import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";
import type { Order } from "./types";

export type Party = components["schemas"]["TicketPartyShown"];
const ONE = "/tickets/parties/{party_id}";
const of = (party_id: string) => ({ params: { path: { party_id } } });

/** Contacts can take seats of what is held, each to be paid by themselves. */
export const openParty = (order_id: string): Promise<Party> => ask(api.PUT(ONE, of(order_id)));

export const readParty = (party_id: string): Promise<Party> => ask(api.GET(ONE, of(party_id)));

export const joinParty = (party_id: string, tickets: string[]): Promise<Order> => {
  const body = { order_id: uuidv7(), tickets };
  return ask(api.PUT("/tickets/parties/{party_id}/seats", { ...of(party_id), body }));
};

export const partyLink = (party_id: string) => `${location.origin}/tickets/party/${party_id}`;
