import type { Screen } from "$lib/kernel/router.svelte";

export const map: Record<string, Screen> = {
  "/town/map": { tab: "town", load: () => import("./MapScreen.svelte") },
};
