import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import type { Confirmation } from "$lib/kernel/types";
import type { Point } from "$lib/parts/map/projection";
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
  /** Where the driver is, while one waits for them or rides with them. */
  car = $state.raw<Point | null>(null);
  /** Which one, also while it is read for the first time. */
  private id: string | null = null;
  private readonly latest = new Latest();
  private quiet = [
    connection.changes.add((what) => {
      if (what === "rides" && this.id) void this.open(this.id).catch(() => {});
    }),
    connection.positions.add(({ ride_id, lat, lon }) => {
      if (ride_id === this.ride?.id) this.car = { lat, lon };
    }),
  ];

  stop(): void {
    this.quiet.forEach((end) => end());
  }

  async open(id: string): Promise<void> {
    this.id = id;
    const found = await this.latest.of(ask(api.GET(ONE, of(id))));
    if (!found) return;
    this.ride = found;
    this.car = found.hail?.position ?? null;
  }

  /** What an act answered: nothing that was asked for before takes it back. */
  private take(ride: Ride): Ride {
    this.latest.supersede();
    this.id = ride.id;
    return (this.ride = ride);
  }

  /** I am in the car. */
  async on(): Promise<void> {
    const body = { code: null };
    this.take(await ask(api.PUT("/rides/{ride_id}/boarding", { ...of(this.ride!.id), body })));
  }

  async tip(amount: number, confirmation?: Confirmation): Promise<void> {
    const body = { amount, confirmation: confirmation ?? null };
    this.take(await ask(api.PUT("/rides/{ride_id}/tip", { ...of(this.ride!.id), body })));
  }

  async board(id: string, code: string, origin: Place | null): Promise<Ride> {
    return this.take(await ask(api.PUT(ONE, { ...of(id), body: { code, origin } })));
  }

  async pay(tip: number, destination: Place | null, confirmation?: Confirmation): Promise<void> {
    const { id, fare } = this.ride!;
    const body = { fare: fare!, tip, destination, confirmation: confirmation ?? null };
    this.take(await ask(api.PUT("/rides/{ride_id}/payment", { ...of(id), body })));
  }

  /** `fee`: what the person was told that it costs. */
  async callOff(fee = 0): Promise<void> {
    const { id } = this.ride!;
    const query = { expect_fee: fee };
    await ask(api.DELETE(ONE, { params: { path: { ride_id: id }, query } }));
    await this.open(id);
  }
}
