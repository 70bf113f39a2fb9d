import type { Screen } from "$lib/kernel/router.svelte";

export const vending: Record<string, Screen> = {
  "/vend/:token": { tab: "me", load: () => import("./Vend.svelte") },
  "/vended/:id": { tab: "me", load: () => import("./Vended.svelte") },
  "/machines": { tab: "me", load: () => import("./Machines.svelte") },
  "/machines/:id": { tab: "me", load: () => import("./Machine.svelte") },
  "/machine": { tab: "me", guest: true, load: () => import("./MachinePage.svelte") },
};
