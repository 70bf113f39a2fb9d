import { traded } from "$lib/till/words";
import type { Screen } from "$lib/kernel/router.svelte";

export const rides: Record<string, Screen> = {
  "/ride/:code": { tab: "me", load: traded(() => import("./Board.svelte")) },
  "/rides/:id": { tab: "me", load: traded(() => import("./Ride.svelte")) },
  "/taxi": { tab: "me", load: traded(() => import("./Taxi.svelte")) },
};
