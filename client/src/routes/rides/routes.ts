import type { Screen } from "$lib/kernel/router.svelte";

export const rides: Record<string, Screen> = {
  "/ride/:code": { tab: "town", load: () => import("./Board.svelte") },
  "/rides": { tab: "town", load: () => import("./Rides.svelte") },
  "/rides/:id": { tab: "town", load: () => import("./Ride.svelte") },
  "/rides/:id/change": { tab: "town", load: () => import("./ChangeTrip.svelte") },
  "/taxi/desk/sums": { tab: "me", load: () => import("./desk/Sums.svelte") },
  "/town/taxi/tariff": { tab: "town", guest: true, load: () => import("./TariffPage.svelte") },
  "/town/taxi": { tab: "town", load: () => import("./WhereTo.svelte") },
  "/trip/:token": { tab: "town", guest: true, load: () => import("./Trip.svelte") },
  "/taxi/desk/help": { tab: "me", load: () => import("./desk/HelpDesk.svelte") },
  "/taxi/desk": { tab: "me", load: () => import("./desk/RideDesk.svelte") },
  "/taxi/desk/drivers": { tab: "me", load: () => import("./desk/Drivers.svelte") },
  "/taxi/desk/drivers/:id": { tab: "me", load: () => import("./desk/DriverAtDesk.svelte") },
  "/taxi/desk/disputes": { tab: "me", load: () => import("./desk/Disputes.svelte") },
  "/taxi/desk/disputes/:id": { tab: "me", load: () => import("./desk/DisputeAtDesk.svelte") },
  "/taxi/desk/tariff": { tab: "me", load: () => import("./desk/TariffForm.svelte") },
  "/taxi/desk/surcharges": { tab: "me", load: () => import("./desk/SurchargesForm.svelte") },
  "/taxi/desk/now": { tab: "me", load: () => import("./desk/RidesNow.svelte") },
  "/taxi": { tab: "town", load: () => import("./Taxi.svelte") },
};
