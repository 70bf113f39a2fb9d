import type { Screen } from "$lib/kernel/router.svelte";

export const town: Record<string, Screen> = {
  "/town/services": { tab: "town", load: () => import("./AllServices.svelte") },
};
