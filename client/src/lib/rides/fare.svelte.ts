import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Ride } from "./types";

const named = (ride: Ride) => `${ride.id} ${ride.fare}`;

/** The fare that a driver asks the person for now, wherever they are in the app. */
class Fare {
  due = $state.raw<Ride | null>(null);
  private seen = new Set<string>();

  async look(): Promise<void> {
    const { rides } = await ask(api.GET("/rides", { params: { query: { owed: true } } }));
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
