import type { Screen } from "$lib/kernel/router.svelte";

export const rides: Record<string, Screen> = {
  "/ride/:code": { tab: "me", load: () => import("./Board.svelte") },
  "/rides": { tab: "me", load: () => import("./Rides.svelte") },
  "/rides/:id": { tab: "me", load: () => import("./Ride.svelte") },
  "/taxi": { tab: "me", load: () => import("./Taxi.svelte") },
};
