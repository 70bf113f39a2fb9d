import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";
import type { Choice } from "./ordering.svelte";
import type { Order, Ticket } from "./types";

export type DeskOrder = components["schemas"]["DeskOrderShown"];
const ONE = "/tickets/box-office/{order_id}";
const of = (order_id: string) => ({ params: { path: { order_id } } });

/** Keeps seats for who stands at the box office. */
export const sell = (show_id: string, choice: Choice): Promise<DeskOrder> =>
  ask(api.PUT(ONE, { ...of(uuidv7()), body: { show_id, ...choice } }));

export const readDesk = (order_id: string): Promise<DeskOrder> => ask(api.GET(ONE, of(order_id)));

export const takeCash = (order_id: string): Promise<DeskOrder> =>
  ask(api.PUT("/tickets/box-office/{order_id}/cash", of(order_id)));

export const giveCashBack = (order_id: string): Promise<DeskOrder> =>
  ask(api.PUT("/tickets/box-office/{order_id}/cash-back", of(order_id)));

/** What is held costs nothing; why is counted with it. */
export const giveFree = (order_id: string, why: string): Promise<DeskOrder> =>
  ask(api.PUT("/tickets/box-office/{order_id}/comp", { ...of(order_id), body: { why } }));

const show = (show_id: string) => ({ params: { path: { show_id } } });
const HOUSE = "/tickets/shows/{show_id}/house";

/** Seats that only the box office sells, sold ones too. */
export const houseSeats = async (show_id: string): Promise<number[]> =>
  (await ask(api.GET(HOUSE, show(show_id)))).seats;

/** These, and no others. */
export const keepForHouse = async (show_id: string, seats: number[]): Promise<number[]> =>
  (await ask(api.PUT(HOUSE, { ...show(show_id), body: { seats } }))).seats;

/** Who shows this code sits elsewhere; the new code is answered where the ticket is on paper. */
export const reseat = (show_id: string, code: string, seat: number): Promise<Ticket> =>
  ask(api.PUT("/tickets/shows/{show_id}/reseating", { ...show(show_id), body: { code, seat } }));

/** What a buyer's phone reads at the box office. */
export const deskLink = (order_id: string) => `${location.origin}/tickets/box/${order_id}`;

export const takeOver = (order_id: string): Promise<Order> =>
  ask(api.PUT("/tickets/orders/{order_id}/buyer", of(order_id)));

/** A ticket on paper comes into this person's app. */
export const claim = (code: string): Promise<Ticket> =>
  ask(api.POST("/tickets/claims", { body: { code } }));
