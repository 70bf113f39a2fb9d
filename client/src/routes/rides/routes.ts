import type { Screen } from "$lib/kernel/router.svelte";

export const rides: Record<string, Screen> = {
  "/ride/:code": { tab: "town", load: () => import("./Board.svelte") },
  "/rides": { tab: "town", load: () => import("./Rides.svelte") },
  "/rides/:id": { tab: "town", load: () => import("./Ride.svelte") },
  "/town/taxi": { tab: "town", load: () => import("./WhereTo.svelte") },
  "/taxi": { tab: "town", load: () => import("./Taxi.svelte") },
};
