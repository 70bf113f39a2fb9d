import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";
import type { Show } from "./types";

type S = components["schemas"];
export type Wish = S["WishShown"];
const ONE = "/tickets/shows/{show_id}/wish";
const of = (show_id: string) => ({ params: { path: { show_id } } });

/** What the person waits for, and what is held for them because of it. */
class Wishes extends Kept<S["Wishes"]> {
  constructor() {
    super("tickets.wishes", () => ask(api.GET("/tickets/wishes")));
  }

  find = (show_id: string): Wish | undefined =>
    this.value?.wishes.find((one) => one.show_id === show_id);

  /** Those for which something is held at this moment. */
  offered(now = Date.now()): { wish: Wish; show: Show }[] {
    const { wishes = [], shows = [] } = this.value ?? {};
    return wishes.flatMap((wish) => {
      const show = shows.find((one) => one.id === wish.show_id);
      const held = wish.order_state === "held" && Date.parse(wish.until ?? "") > now;
      return show && held ? [{ wish, show }] : [];
    });
  }
}
export const wishes = new Wishes();

export async function waitFor(show_id: string, body: S["WishInput"]): Promise<void> {
  await ask(api.PUT(ONE, { ...of(show_id), body }));
  await wishes.read();
}

export async function stopWaiting(show_id: string): Promise<void> {
  await ask(api.DELETE(ONE, of(show_id)));
  await wishes.read();
}

/** From so long before the doors all who wait are told at once, and nothing is held for them. */
export const ALL_AT_ONCE = 2 * 3_600_000;

export type Odds = S["WaitingOdds"];

/** What can be hoped for. */
export const oddsOf = (show_id: string): Promise<Odds> =>
  ask(api.GET("/tickets/shows/{show_id}/odds", of(show_id)));

const LISTING = "/tickets/{ticket_id}/listing";
const ticket = (ticket_id: string) => ({ params: { path: { ticket_id } } });

/** Others can have a ticket for what it cost, or not any more. */
export const setListed = (ticket_id: string, on: boolean) =>
  ask(on ? api.PUT(LISTING, ticket(ticket_id)) : api.DELETE(LISTING, ticket(ticket_id)));

/** Others can have all of these tickets of an order, or none. */
export const listTogether = (order_id: string, tickets: string[]) =>
  ask(
    api.PUT("/tickets/orders/{order_id}/listing", {
      params: { path: { order_id } },
      body: { tickets },
    }),
  );
