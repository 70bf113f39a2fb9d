import type { Screen } from "$lib/kernel/router.svelte";

export const lockers: Record<string, Screen> = {
  "/lockers": { tab: "town", load: () => import("./Lockers.svelte") },
  "/lockers/:id": { tab: "town", load: () => import("./Locker.svelte") },
  "/lockers/:id/edit": { tab: "town", load: () => import("./LockerForm.svelte") },
  "/locker": { tab: "town", guest: true, load: () => import("./LockerPage.svelte") },
  "/courier/lockers/:id": { tab: "me", load: () => import("./AtLocker.svelte") },
  "/parcels/:id/locker": { tab: "me", load: () => import("./Fetch.svelte") },
  "/orders/:order/back/:id": { tab: "me", load: () => import("./Back.svelte") },
  "/pay/desk/lockers": { tab: "me", load: () => import("./DeskLockers.svelte") },
};
