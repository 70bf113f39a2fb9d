import type { Screen } from "$lib/kernel/router.svelte";

export const vending: Record<string, Screen> = {
  "/vend/:token": { tab: "town", load: () => import("./Vend.svelte") },
  "/vended/:id": { tab: "town", load: () => import("./Vended.svelte") },
  "/machines": { tab: "town", load: () => import("./Machines.svelte") },
  "/machines/:id": { tab: "town", load: () => import("./Machine.svelte") },
  "/machine": { tab: "town", guest: true, load: () => import("./MachinePage.svelte") },
};
