import type { Screen } from "$lib/kernel/router.svelte";

export const brands: Record<string, Screen> = {
  "/market/brands": { tab: "town", load: () => import("./Brands.svelte") },
  "/market/desk/brands": { tab: "town", load: () => import("./BrandDesk.svelte") },
  "/market/mine/:id/brand": { tab: "town", load: () => import("./OwnBrand.svelte") },
  "/market/mine/:id/shelves": { tab: "town", load: () => import("./Shelves.svelte") },
  "/market/mine/:id/complaints": { tab: "town", load: () => import("./ShopComplaints.svelte") },
};
