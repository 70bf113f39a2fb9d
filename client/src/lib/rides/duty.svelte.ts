import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Point } from "$lib/parts/map/projection";
import type { Offer, OwnDriver } from "./types";

/** As often as that others are told where the car is, and how old what a phone knows may be. */
const EVERY = 4000;
const PATIENCE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 };

type Seen = Point & { heading: number | null };

/** One who is on duty: the town hears where they are, on whatever screen they look. */
export class Duty {
  offer = $state.raw<Offer | null>(null);
  /** When the offer is over, by this phone's clock. */
  ends = 0;
  at = $state.raw<Seen | null>(null);
  /** The phone does not say where it is: nobody is asked then. */
  lost = $state(false);
  private watch: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private lapse: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    session.changed.add((me) => void (me || this.know(null)));
  }

  /** What the town says of the driver. */
  know(driver: OwnDriver | null): void {
    this.ask(driver?.offer ?? null);
    if (driver?.online) this.follow();
    else this.stop();
  }

  async begin(): Promise<void> {
    const at = await this.locate();
    if (!at) throw new Problem("no_position", "This phone does not say where it is.");
    await ask(api.PUT("/rides/driver/online", { body: at }));
    this.follow();
  }

  async end(): Promise<void> {
    await ask(api.DELETE("/rides/driver/online"));
    this.stop();
  }

  async answer(accept: boolean): Promise<void> {
    const offer_id = this.offer!.id;
    this.ask(null);
    await ask(
      api.PUT("/rides/offers/{offer_id}", { params: { path: { offer_id } }, body: { accept } }),
    );
  }

  private ask(offer: Offer | null): void {
    clearTimeout(this.lapse);
    this.offer = offer;
    if (!offer) return;
    this.ends = Date.now() + offer.left * 1000;
    this.lapse = setTimeout(() => (this.offer = null), Math.max(0, offer.left * 1000));
  }

  private follow(): void {
    if (this.watch !== undefined || !("geolocation" in navigator)) return;
    this.watch = navigator.geolocation.watchPosition(
      (found) => this.seen(found),
      () => (this.lost = true),
      PATIENCE,
    );
    this.timer = setInterval(() => this.tell(), EVERY);
  }

  private stop(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    this.watch = undefined;
    clearInterval(this.timer);
    this.lost = false;
    this.at = null;
  }

  private tell(): void {
    // A car that stands still is told again; one that nobody sees any more is not.
    if (this.at && !this.lost) connection.stream.send({ t: "position", ...this.at });
  }

  private seen({ coords }: GeolocationPosition): Seen {
    const { latitude: lat, longitude: lon, heading } = coords;
    this.lost = false;
    return (this.at = { lat, lon, heading: Number.isFinite(heading) ? heading : null });
  }

  private locate(): Promise<Seen | null> {
    return new Promise((answer) => {
      if (!("geolocation" in navigator)) return answer(null);
      navigator.geolocation.getCurrentPosition(
        (found) => answer(this.seen(found)),
        () => answer(null),
        PATIENCE,
      );
    });
  }
}

export const duty = new Duty();
