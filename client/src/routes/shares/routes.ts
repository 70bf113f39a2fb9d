import type { Screen } from "$lib/kernel/router.svelte";

export const shares: Record<string, Screen> = {
  "/shared": { tab: "town", load: () => import("./MyRewards.svelte") },
  "/shared/item/:id": { tab: "town", load: () => import("./Share.svelte") },
  "/shared/shop/:id": { tab: "town", load: () => import("./ShopRewards.svelte") },
  "/shared/:code": { tab: "town", load: () => import("./Opened.svelte") },
};
