import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Ride } from "./types";

const named = (ride: Ride) => `${ride.id} ${ride.fare}`;

/** The fares that drivers ask the person for now; `due`: to be asked about, wherever they are. */
class Fare extends Kept<Ride[]> {
  due = $state.raw<Ride | null>(null);
  private seen = new Set<string>();

  constructor() {
    super(
      "rides.owed",
      async () => (await ask(api.GET("/rides", { params: { query: { owed: true } } }))).rides,
    );
  }

  override take(rides: Ride[]): void {
    super.take(rides);
    this.due = rides.find((one) => !this.seen.has(named(one))) ?? null;
  }

  /** Asked once for each sum; the ride stays in the list. */
  putAway(): void {
    if (this.due) this.seen.add(named(this.due));
    this.due = null;
  }
}

export const fare = new Fare();

/** The rides that the person took, the newest first. */
export const ridesTaken = new Kept<Ride[]>(
  "rides.taken",
  async () => (await ask(api.GET("/rides"))).rides,
);
