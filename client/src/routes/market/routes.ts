import type { Screen } from "$lib/kernel/router.svelte";

export const market: Record<string, Screen> = {
  "/market": { tab: "town", load: () => import("./Market.svelte") },
  "/market/items/:id": { tab: "town", load: () => import("./Item.svelte") },
  "/market/barcode": { tab: "town", load: () => import("./Barcode.svelte") },
  "/market/barcode/:gtin": { tab: "town", load: () => import("./Barcode.svelte") },
  "/market/news": { tab: "town", load: () => import("./News.svelte") },
  "/market/shops/:id": { tab: "town", load: () => import("./ShopPage.svelte") },
  "/market/desk": { tab: "town", load: () => import("./desk/ShopDesk.svelte") },
  "/market/fees": { tab: "town", guest: true, load: () => import("./desk/Fees.svelte") },
  "/market/campaigns/:id": { tab: "town", load: () => import("./CampaignPage.svelte") },
  "/market/mine": { tab: "town", load: () => import("./selling/OwnShops.svelte") },
  "/market/mine/new": { tab: "town", load: () => import("./selling/NewFront.svelte") },
  "/market/mine/:id": { tab: "town", load: () => import("./selling/OwnItems.svelte") },
  "/market/mine/:id/catalogue": {
    tab: "town",
    load: () => import("./selling/Catalogue.svelte"),
  },
  "/market/mine/:id/news": { tab: "town", load: () => import("./selling/TellNews.svelte") },
  "/market/mine/:id/:item/prices": {
    tab: "town",
    load: () => import("./selling/ItemPrices.svelte"),
  },
  "/market/mine/:id/:item": {
    tab: "town",
    load: () => import("./selling/ItemEditor.svelte"),
  },
};
