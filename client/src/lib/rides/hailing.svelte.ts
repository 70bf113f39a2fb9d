import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import type { Confirmation } from "$lib/kernel/types";
import { ALONE, wordsOf } from "./needs";
import type { CarClass, Estimate, Hailed, InClass, Place, Ride, RideMode } from "./types";

export const isHailed = (ride: Ride): ride is Hailed => ride.hail !== null;
/** As exact as the ride is asked for: the town rounds, and the price is of what it rounded. */
export const spot = ({ lat, lon }: Place): string => `${lat},${lon}`;

/** The ride by hail that is under way, as its rider has it. */
export const hailed = new Kept<Hailed[]>("rides.hailed", async () => {
  const { rides } = await ask(api.GET("/rides", { params: { query: { now: true } } }));
  return rides.filter(isHailed);
});

/** What the person has booked for later, the next first. */
export const booked = new Kept<Hailed[]>("rides.booked", async () => {
  const { rides } = await ask(api.GET("/rides", { params: { query: { booked: true } } }));
  return rides.filter(isHailed);
});

export const MOST_STOPS = 3;

/** From where to where, over which stops, how it is paid and when; and what that would be. */
export class Hailing {
  from = $state.raw<Place | null>(null);
  to = $state.raw<Place | null>(null);
  stops = $state.raw<Place[]>([]);
  mode = $state<RideMode>("fixed");
  carClass = $state<CarClass>("taxi");
  needs = $state.raw(ALONE);
  /** Who rides instead, as they are called; empty: the person. */
  guest = $state("");
  /** Who pays instead, as they have said before. */
  paidBy = $state<string | null>(null);
  /** As a field of the browser has it, in the time of this phone; empty: now. */
  at = $state("");
  estimate = $state.raw<Estimate | null>(null);
  trouble = $state.raw<unknown>(null);
  busy = $state(false);
  private id = uuidv7();
  private n = 0;

  /** `again`: of the same trip, so what was told stands until it is told anew. */
  async look(again = false): Promise<void> {
    const { from, to } = this;
    const n = ++this.n;
    this.trouble = null;
    if (!again) this.estimate = null;
    if (!from || !to) return;
    this.busy = true;
    try {
      const via = this.stops.map(spot).join(";");
      const query = {
        start: spot(from),
        end: spot(to),
        ...(via && { via }),
        ...(this.at && { at: new Date(this.at).toISOString() }),
        seats: this.needs.seats,
        carrying: wordsOf(this.needs).join(","),
      };
      const found = await ask(api.GET("/rides/estimate", { params: { query } }));
      if (n === this.n) this.estimate = found;
    } catch (error) {
      if (n === this.n) [this.estimate, this.trouble] = [null, error];
    } finally {
      if (n === this.n) this.busy = false;
    }
  }

  /** What is to be confirmed: for a driver whom nobody knows yet. */
  get way() {
    return { use: "ride" as const, id: this.id, to: "" };
  }

  /** As a ride was asked for that nobody came for. */
  takeUp({ origin, destination, hail }: Hailed): void {
    [this.from, this.to, this.stops] = [origin, destination, hail.stops];
    [this.mode, this.carClass, this.guest] = [hail.mode, hail.car_class, hail.guest];
    this.needs = { ...ALONE, ...hail.needs };
    this.paidBy = hail.payer_id;
  }

  /** What it would be in the kind of car that was chosen, or the first that can be had. */
  get chosen(): InClass | undefined {
    const all = this.estimate?.classes ?? [];
    return all.find((one) => one.car_class === this.carClass) ?? all[0];
  }

  /** What is set aside: nothing where it is paid in the car. */
  get due(): number {
    const { price, most, waiting_most } = this.chosen!;
    if (this.payer) return 0;
    return this.mode === "cash" ? 0 : this.mode === "meter" ? most : price + waiting_most;
  }

  /** Only what was agreed before is paid by somebody else. */
  get payer(): string | null {
    return this.mode === "fixed" ? this.paidBy : null;
  }

  async ask(confirmation?: Confirmation): Promise<Ride> {
    const body = {
      stops: this.stops,
      mode: this.mode,
      at: this.at ? new Date(this.at).toISOString() : null,
      origin: this.from!,
      destination: this.to!,
      price: this.chosen!.price,
      car_class: this.chosen!.car_class,
      needs: this.needs,
      guest: this.guest.trim(),
      paid_by: this.payer,
      confirmation: confirmation ?? null,
    };
    const path = { ride_id: this.id };
    const ride = await ask(api.PUT("/rides/{ride_id}/request", { params: { path }, body }));
    void (this.at ? booked : hailed).read();
    return ride;
  }
}
