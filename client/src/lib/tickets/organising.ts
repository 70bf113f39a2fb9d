import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";
import type { Point } from "$lib/parts/map/projection";
import type { Hall, OwnShow, VenueKind } from "./types";

type S = components["schemas"];

/** What holds for the tickets of a show, beside what they cost. */
export type ShowRules = Required<
  Pick<S["ShowInput"], "refund_hours" | "most_each" | "orphans" | "passable">
>;
export const USUAL: ShowRules = {
  refund_hours: 24,
  most_each: 6,
  orphans: "strict",
  passable: true,
};

// The id is made when a form is opened: told twice it is one thing.
export const setVenue = (
  venue_id: string,
  {
    pin,
    ...body
  }: { merchant_id: string; name: string; address: string; kind: VenueKind; pin: Point | null },
) => {
  const params = { path: { venue_id } };
  const more = { place_id: null, lat: pin?.lat ?? null, lon: pin?.lon ?? null };
  return ask(api.PUT("/tickets/venues/{venue_id}", { params, body: { ...body, ...more } }));
};

export const setHall = (hall_id: string, body: S["HallInput"]): Promise<Hall> =>
  ask(api.PUT("/tickets/halls/{hall_id}", { params: { path: { hall_id } }, body }));

/** The newest seating plan of a hall, as pretix writes it. */
export const planOf = (hall_id: string): Promise<Record<string, unknown>> =>
  ask(api.GET("/tickets/halls/{hall_id}/plan", { params: { path: { hall_id } } }));

export const setEvent = (event_id: string, body: S["EventInput"]) =>
  ask(api.PUT("/tickets/events/{event_id}", { params: { path: { event_id } }, body }));

export const setShow = (show_id: string, body: S["ShowInput"]): Promise<OwnShow> =>
  ask(api.PUT("/tickets/shows/{show_id}", { params: { path: { show_id } }, body }));

export const salesOf = (show_id: string): Promise<OwnShow> =>
  ask(api.GET("/tickets/shows/{show_id}/sales", { params: { path: { show_id } } }));

/** The show is sold by the newest plan of its hall, if nobody would have to move. */
export const takePlan = (show_id: string) =>
  ask(api.PUT("/tickets/shows/{show_id}/plan", { params: { path: { show_id } } }));

export const cancelShow = (show_id: string, why: string): Promise<OwnShow> =>
  ask(
    api.PUT("/tickets/shows/{show_id}/cancellation", {
      params: { path: { show_id } },
      body: { why },
    }),
  );

/** All its other times move with it. */
export const moveShow = (show_id: string, starts_at: string): Promise<OwnShow> =>
  ask(
    api.PUT("/tickets/shows/{show_id}/time", {
      params: { path: { show_id } },
      body: { starts_at },
    }),
  );
