import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Order, Own, Programme, Show, ShowsPage, Ticket } from "./types";

/** The town answers so many at once: where there are more, they are asked for day by day. */
export const MOST_SHOWS = 300;

/** What is on in the next weeks, the first of it. */
export const whatsOn = new Kept<Show[]>(
  "tickets.on",
  async () => (await ask(api.GET("/tickets/shows"))).shows,
);

/** All that begins on a day and is not over. */
export async function showsOn(day: Date): Promise<Show[]> {
  const next = new Date(day);
  next.setDate(day.getDate() + 1);
  const since = new Date(Math.max(day.getTime(), Date.now())).toISOString();
  const query = { since, until: next.toISOString() };
  const { shows } = await ask(api.GET("/tickets/shows", { params: { query } }));
  return shows.filter((show) => Date.parse(show.starts_at) >= day.getTime());
}

export type ShowsOf = "event" | "venue" | "organiser";

/** What is to come of one of them, by its start. */
export function showsOf(what: ShowsOf, id: string): Promise<ShowsPage> {
  const of = {
    event: () =>
      api.GET("/tickets/events/{event_id}/shows", { params: { path: { event_id: id } } }),
    venue: () =>
      api.GET("/tickets/venues/{venue_id}/shows", { params: { path: { venue_id: id } } }),
    organiser: () =>
      api.GET("/tickets/organisers/{merchant_id}/shows", {
        params: { path: { merchant_id: id } },
      }),
  };
  return ask<ShowsPage>(of[what]());
}

/** A show that one has tickets for, with these. */
export type Outing = { show: Show; tickets: Ticket[] };

/**
 * The tickets that the person holds; kept, so that they can be shown without network, with how far the town's
 * clock was before this phone's (milliseconds), by which their codes live.
 */
class OwnTickets extends Kept<Own & { offset: number }> {
  constructor() {
    super("tickets.own", async () => {
      const own = await ask(api.GET("/tickets"));
      return { ...own, offset: Date.parse(own.now) - Date.now() };
    });
  }

  get offset(): number {
    // What an older program kept knows of none.
    return this.value?.offset ?? 0;
  }

  get outings(): Outing[] {
    const { shows = [], tickets = [] } = this.value ?? {};
    return shows.map((show) => ({
      show,
      tickets: tickets.filter((ticket) => ticket.show_id === show.id),
    }));
  }

  /** Those that are not over, the next one first. */
  coming(now = Date.now()): Outing[] {
    return this.outings.filter(({ show }) => Date.parse(show.ends_at) > now);
  }
}
export const ownTickets = new OwnTickets();

/** What the person bought, and holds to buy, the newest first. */
export const ownOrders = new Kept<Order[]>(
  "tickets.orders",
  async () => (await ask(api.GET("/tickets/orders"))).orders,
);

/** What the shops in which the person works show. */
export const programme = new Kept<Programme>("tickets.programme", () =>
  ask(api.GET("/tickets/programme")),
);

/** Shows to come at whose gates the person was asked to help. */
export const gatesToHelp = new Kept<Show[]>(
  "tickets.gates",
  async () => (await ask(api.GET("/tickets/gates"))).shows,
);

export const findShows = async (text: string): Promise<Show[]> =>
  (await ask(api.GET("/tickets/shows", { params: { query: { text } } }))).shows;

/** Whether anybody may take tickets of a show at this moment. */
export const isOpen = (show: Show, now = Date.now()): boolean =>
  !(show.sale_opens_at && Date.parse(show.sale_opens_at) > now) &&
  !(show.sale_closes_at && Date.parse(show.sale_closes_at) <= now);

export const readShow = (show_id: string): Promise<Show> =>
  ask(api.GET("/tickets/shows/{show_id}", { params: { path: { show_id } } }));
