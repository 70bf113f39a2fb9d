import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { FollowedTrip, Followers, TripToFollow } from "./types";

const of = (ride_id: string) => ({ params: { path: { ride_id } } });

/** Trips of contacts who chose the person to follow. */
export const followed = new Kept<TripToFollow[]>(
  "rides.followed",
  async () => (await ask(api.GET("/rides/followed"))).trips,
);

/** Whom the person chose to follow each of their trips. */
export const followers = new Kept<Followers>("rides.followers", () =>
  ask(api.GET("/rides/followers")),
);

export const followAsChosen = (ride_id: string): Promise<FollowedTrip> =>
  ask(api.GET("/rides/followed/{ride_id}", of(ride_id)));

export async function choose(body: Followers): Promise<void> {
  followers.take(await ask(api.PUT("/rides/followers", { body })));
}

/** A link for who rides in the person's place; told once. */
export const guestLink = async (ride_id: string): Promise<string> =>
  (await ask(api.PUT("/rides/{ride_id}/guest-link", of(ride_id)))).link;
