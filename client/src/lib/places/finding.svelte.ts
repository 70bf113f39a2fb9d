import { api, ask } from "$lib/kernel/api";
import { Problem } from "$lib/kernel/problem";
import type { Point } from "$lib/parts/map/projection";
import { at as openAt, weekOf } from "./hours";
import type { Place, Whereabouts } from "./types";

const MOST = 50;
/** Asked for where those that are closed are left out: the town does not know which these are. */
const MOST_OPEN = 100;

/** The kind by which is looked for what is on, not for places of that kind. */
export const ON_NOW = "on";

export type Wish = { text: string; kind: string; open: boolean };

const near = ({ lat, lon }: Point) => `${lat.toFixed(5)},${lon.toFixed(5)}`;

export const isOpen = (place: Place, now = new Date()): boolean => {
  const week = weekOf(place.hours);
  return week !== null && openAt(week, now).open;
};

/** Of what is near, those that are closed come last; nothing is known of most. */
export function openFirst(places: Place[], now = new Date()): Place[] {
  const closed = (one: Place) => Number(weekOf(one.hours) !== null && !isOpen(one, now));
  return places.toSorted((a, b) => closed(a) - closed(b));
}

export const placeOf = (place_id: string): Promise<Place> =>
  ask(api.GET("/places/{place_id}", { params: { path: { place_id } } }));

/** What is looked for, and what of it was found. */
export class Finding {
  places = $state.raw<Place[] | null>(null);
  /** Of whom `places` are the answer: what is typed since is still on its way. */
  wish = $state.raw<Wish | null>(null);
  trouble = $state.raw<unknown>(null);
  private n = 0;

  /** It was looked for something, not just around. */
  get asked(): boolean {
    return this.wish !== null && Boolean(this.wish.text.trim() || this.wish.kind || this.wish.open);
  }

  async find(wish: Wish, from: Point): Promise<void> {
    const { text, kind, open } = wish;
    const n = ++this.n;
    const query = {
      q: text.trim(),
      near: near(from),
      limit: open ? MOST_OPEN : MOST,
      ...(kind && { kind }),
    };
    try {
      if (kind === ON_NOW) {
        const { onNow } = await import("./on-now");
        const found = await onNow(text.trim(), from);
        if (n === this.n) [this.places, this.wish, this.trouble] = [found, wish, null];
        return;
      }
      const { places } = await ask(api.GET("/places", { params: { query } }));
      if (n !== this.n) return;
      if (open) this.places = places.filter((one) => isOpen(one)).slice(0, MOST);
      // Who named it wants it, whether it is open or not.
      else this.places = kind && !query.q ? openFirst(places) : places;
      [this.wish, this.trouble] = [wish, null];
    } catch (error) {
      if (n === this.n) this.trouble = error;
    }
  }
}

/** What is at a point: an address, what it is by, or its street; null: nothing is near. */
export async function whereabouts({ lat, lon }: Point): Promise<Whereabouts | null> {
  try {
    return await ask(api.GET("/places/at", { params: { query: { lat, lon } } }));
  } catch (error) {
    if (Problem.of(error).code === "no_place") return null;
    throw error;
  }
}
