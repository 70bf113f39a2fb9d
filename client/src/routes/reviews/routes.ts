import type { Screen } from "$lib/kernel/router.svelte";

export const reviews: Record<string, Screen> = {
  "/reviews": { tab: "me", load: () => import("./OwnReviews.svelte") },
  "/reviews/:order/:item": { tab: "me", load: () => import("./WriteReview.svelte") },
  "/market/items/:id/reviews": { tab: "town", load: () => import("./ItemReviews.svelte") },
  "/market/shops/:id/reviews": { tab: "town", load: () => import("./ShopReviews.svelte") },
};
