import type { Screen } from "$lib/kernel/router.svelte";

export const driving: Record<string, Screen> = {
  "/taxi/day": { tab: "town", load: () => import("./DriverDays.svelte") },
  "/taxi/car": { tab: "town", load: () => import("./OwnCar.svelte") },
  "/taxi/map": { tab: "town", load: () => import("./DriverMap.svelte") },
  "/taxi/wishes": { tab: "town", load: () => import("./DriverWishes.svelte") },
  "/taxi/record": { tab: "town", load: () => import("./DriverRecord.svelte") },
  "/town/taxi/wishes": { tab: "town", load: () => import("./RiderWishes.svelte") },
  "/taxi/desk/pauses": { tab: "me", load: () => import("./PausesDesk.svelte") },
  "/taxi/desk/ranks": { tab: "me", load: () => import("./RanksDesk.svelte") },
};
