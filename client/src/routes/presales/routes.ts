import type { Screen } from "$lib/kernel/router.svelte";

export const presales: Record<string, Screen> = {
  "/presales": { tab: "town", load: () => import("./Presales.svelte") },
  "/presales/new": { tab: "town", load: () => import("./NewPresale.svelte") },
  "/presales/:id": { tab: "town", load: () => import("./Presale.svelte") },
};
