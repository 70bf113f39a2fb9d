import { traded } from "$lib/till/words";
import type { Screen } from "$lib/kernel/router.svelte";

export const vending: Record<string, Screen> = {
  "/vend/:token": { tab: "me", load: traded(() => import("./Vend.svelte")) },
  "/vended/:id": { tab: "me", load: traded(() => import("./Vended.svelte")) },
  "/machines": { tab: "me", load: traded(() => import("./Machines.svelte")) },
  "/machines/:id": { tab: "me", load: traded(() => import("./Machine.svelte")) },
  "/machine": { tab: "me", guest: true, load: traded(() => import("./MachinePage.svelte")) },
};
