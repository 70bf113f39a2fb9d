import type { Screen } from "$lib/kernel/router.svelte";

export const drops: Record<string, Screen> = {
  "/drops": { tab: "town", load: () => import("./Drops.svelte") },
  "/drops/new": { tab: "town", load: () => import("./NewDrop.svelte") },
  "/drops/:id": { tab: "town", load: () => import("./Drop.svelte") },
  "/drops/:id/check": { tab: "town", load: () => import("./CheckDraw.svelte") },
};
