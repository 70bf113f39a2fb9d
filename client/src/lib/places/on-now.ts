/** What is on now or begins soon, where it is on. */
import { api, ask } from "$lib/kernel/api";
import { clock } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { metres, type Point } from "$lib/parts/map/projection";
import { placeOf } from "./finding.svelte";
import type { Place, Show } from "./types";

/** Who looks now may still get there. */
const SOON = 3 * 3_600_000;
const MOST_VENUES = 20;

/** The places of venues with what they show, the nearest first; `text`: only with this in a name. */
export async function onNow(text: string, from: Point): Promise<Place[]> {
  const query = { until: new Date(Date.now() + SOON).toISOString() };
  const { shows } = await ask(api.GET("/tickets/shows", { params: { query } }));
  const venues = new Map<string, Show[]>();
  for (const show of shows) {
    const { place_id, name } = show.venue;
    const named = `${show.event.name} ${name}`.toLowerCase().includes(text.toLowerCase());
    if (!place_id || show.state !== "on_sale" || !named) continue;
    venues.set(place_id, [...(venues.get(place_id) ?? []), show]);
  }
  const some = [...venues].slice(0, MOST_VENUES);
  const found = await Promise.all(some.map(([id, shown]) => venueOf(id, shown)));
  return found
    .filter((one) => one !== null)
    .map((one) => ({ ...one, metres: metres(from, one) }))
    .sort((a, b) => a.metres - b.metres);
}

/** The place of a venue; null: it is on the map no longer. */
async function venueOf(id: string, shows: Show[]): Promise<Place | null> {
  try {
    const { venue } = shows[0]!;
    const text = shows.slice(0, 2).map(line).join(" · ");
    return { ...(await placeOf(id)), on: { text, href: `/tickets/venue/${venue.id}` } };
  } catch {
    return null;
  }
}

function line({ event, starts_at, ends_at }: Show): string {
  const begun = Date.parse(starts_at) <= Date.now();
  const time = clock(begun ? ends_at : starts_at);
  return t(begun ? "map.onUntil" : "map.onFrom", { name: event.name, time });
}
