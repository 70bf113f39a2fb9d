import { api, ask } from "$lib/kernel/api";
import { connection, type SeatsTold } from "$lib/kernel/connection.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import type { Confirmation } from "$lib/kernel/types";
import { houseSeats } from "./desk";
import type { Origin } from "./origins";
import type { Order, Plan, SeatsNow, Show } from "./types";

/** While nobody tells what changes, the town is asked so often. */
const LOOK_EVERY = 5000;
const ONE = "/tickets/orders/{order_id}";
const of = (order_id: string) => ({ params: { path: { order_id } } });

/** Either seats by their places in the plan, or the best so many, or so many places of a category. */
export type Choice =
  | { seats: number[] }
  | { best: number; category: number | null }
  | { standing: number; category: number };

export const hold = (show_id: string, choice: Choice): Promise<Order> =>
  ask(api.PUT(ONE, { ...of(uuidv7()), body: { show_id, ...choice } }));

export const readOrder = (order_id: string): Promise<Order> => ask(api.GET(ONE, of(order_id)));

export const letGo = (order_id: string) => ask(api.DELETE(ONE, of(order_id)));

/** `instead_of`: a paid order of another show of the event, which ends by this. */
export const payFor = (
  order_id: string,
  confirmation?: Confirmation,
  instead_of?: string,
  origin?: Origin,
): Promise<Order> => {
  const body = {
    confirmation: confirmation ?? null,
    instead_of: instead_of ?? null,
    origin: origin ?? null,
  };
  return ask(api.PUT("/tickets/orders/{order_id}/payment", { ...of(order_id), body }));
};

/** What is confirmed of an order. */
export const ticketsWay = (id: string, to: string) => ({ use: "tickets" as const, id, to });

export const giveBack = (ticket_id: string): Promise<Order> =>
  ask(api.POST("/tickets/{ticket_id}/return", { params: { path: { ticket_id } } }));

export const passOn = (ticket_id: string, person_id: string) =>
  ask(
    api.PUT("/tickets/{ticket_id}/holder", {
      params: { path: { ticket_id } },
      body: { person_id },
    }),
  );

/** The seats of one show: where they are, which are free, which are chosen. */
export class Choosing {
  plan = $state.raw<Plan | null>(null);
  now = $state.raw<SeatsNow | null>(null);
  chosen = $state.raw<number[]>([]);
  /** Seats that are kept back for who has this code. */
  kept = $state.raw<{ code: string; seats: number[] } | null>(null);
  /** Seats that only the box office sells, for who stands there. */
  house = $state.raw<number[]>([]);

  constructor(protected readonly show: Show) {}

  async load(): Promise<void> {
    const { plan } = this.show;
    if (plan)
      this.plan = await ask(api.GET("/tickets/plans/{plan}", { params: { path: { plan } } }));
    await this.look();
  }

  /** For the box office: what only that sells can be chosen, too. */
  async loadAtDesk(): Promise<void> {
    await this.load();
    if (this.plan) this.house = await houseSeats(this.show.id);
  }

  /** Who took what meanwhile; what somebody else has is no longer chosen. */
  async look(): Promise<void> {
    const params = { path: { show_id: this.show.id } };
    this.now = await ask(api.GET("/tickets/shows/{show_id}/seats", { params }));
    this.drop();
  }

  /** What somebody else has is no longer chosen. */
  private drop(): void {
    this.chosen = this.chosen.filter((n) => this.free(n));
  }

  /**
   * Hears what others take as it happens, and asks while the line is down or a word of it was missed; answers
   * how to stop.
   */
  follow(): () => void {
    const show_id = this.show.id;
    let version: number | null = null;
    const watch = () => {
      version = null;
      connection.stream.send({ t: "watch_seats", show_id });
    };
    const heard = (told: SeatsTold) => {
      if (told.show_id !== show_id) return;
      if (told.seats) this.take(told.seats);
      else if (told.version - 1 === version) this.change(told.changes ?? {});
      else return version === null ? undefined : watch();
      version = told.version;
    };
    // A sync comes with each new line, and where frames may have been missed.
    const stops = [connection.seats.add(heard), connection.syncs.add(watch)];
    const timer = setInterval(() => {
      if (connection.phase !== "live" || version === null) void this.look().catch(() => {});
    }, LOOK_EVERY);
    watch();
    return () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
      connection.stream.send({ t: "watch_seats", show_id: null });
    };
  }

  private take(seats: string): void {
    this.now = { standing: [], ...this.now, seats };
    this.drop();
  }

  private change(changes: Record<string, string>): void {
    const seats = [...(this.now?.seats ?? "")];
    for (const [n, state] of Object.entries(changes)) seats[Number(n)] = state;
    this.take(seats.join(""));
  }

  /** To be had: free, given up by who has it, or kept for who chooses here. */
  free(n: number): boolean {
    const kept = this.kept?.seats.includes(n) || this.ofHouse(n);
    return this.now?.seats[n] === "0" || this.givenUp(n) || kept;
  }

  /** Of the house and not sold; somebody may just be buying it at the box office. */
  ofHouse = (n: number): boolean => this.house.includes(n) && this.now?.seats[n] === "1";

  givenUp = (n: number): boolean => this.now?.seats[n] === "3";

  /** The code that is needed for what is chosen. */
  get code(): string | null {
    const { kept } = this;
    return kept && this.chosen.some((n) => kept.seats.includes(n)) ? kept.code : null;
  }

  get sum(): number {
    const price = new Map(this.show.categories.map((one) => [one.n, one.price]));
    return this.chosen.reduce((sum, n) => sum + (price.get(this.plan!.category[n]!) ?? 0), 0);
  }

  toggle(n: number): void {
    if (this.chosen.includes(n)) this.chosen = this.chosen.filter((one) => one !== n);
    else if (this.free(n)) this.chosen = [...this.chosen, n].sort((a, b) => a - b);
  }

  choose(seats: number[]): void {
    this.chosen = seats.filter((n) => this.free(n));
  }
}
