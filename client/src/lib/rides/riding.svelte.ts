import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { Driver, Place, Ride } from "./types";

const ONE = "/rides/{ride_id}";
const of = (ride_id: string) => ({ params: { path: { ride_id } } });
const PATIENCE = { timeout: 8000, maximumAge: 60_000 };

export const lookAt = (code: string): Promise<Driver> =>
  ask(api.GET("/rides/drivers/{code}", { params: { path: { code } } }));

/** Where this phone is, if the person says yes; null otherwise. */
export const here = (): Promise<Place | null> =>
  new Promise((answer) => {
    if (!("geolocation" in navigator)) return answer(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => answer({ lat: coords.latitude, lon: coords.longitude, name: "" }),
      () => answer(null),
      PATIENCE,
    );
  });

/** One ride, as the rider has it. */
export class Riding {
  ride = $state.raw<Ride | null>(null);
  private quiet = connection.changes.add((what) => {
    if (what === "rides" && this.ride) void this.open(this.ride.id).catch(() => {});
  });

  stop(): void {
    this.quiet();
  }

  async open(id: string): Promise<void> {
    this.ride = await ask(api.GET(ONE, of(id)));
  }

  async board(id: string, code: string, origin: Place | null): Promise<Ride> {
    return (this.ride = await ask(api.PUT(ONE, { ...of(id), body: { code, origin } })));
  }

  async pay(tip: number, destination: Place | null, confirmation?: string): Promise<void> {
    const { id, fare } = this.ride!;
    const body = { fare: fare!, tip, destination, confirmation: confirmation ?? null };
    this.ride = await ask(api.PUT("/rides/{ride_id}/payment", { ...of(id), body }));
  }

  async callOff(): Promise<void> {
    await ask(api.DELETE(ONE, of(this.ride!.id)));
  }
}
