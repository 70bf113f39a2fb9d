import type { Screen } from "$lib/kernel/router.svelte";

export const coupons: Record<string, Screen> = {
  "/coupons": { tab: "me", load: () => import("./OwnCoupons.svelte") },
  "/shops/:id/coupons": { tab: "town", load: () => import("./ShopBatches.svelte") },
};
