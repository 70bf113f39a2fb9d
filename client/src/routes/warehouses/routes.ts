import type { Screen } from "$lib/kernel/router.svelte";

export const warehouses: Record<string, Screen> = {
  "/shops/:id/stock": { tab: "me", load: () => import("./Stock.svelte") },
  "/shops/:id/stock/count": { tab: "me", load: () => import("./Count.svelte") },
  "/shops/:id/stock/transfers": { tab: "me", load: () => import("./Transfers.svelte") },
  "/shops/:id/stock/purchases": { tab: "me", load: () => import("./Purchases.svelte") },
  "/shops/:id/fetch": { tab: "me", load: () => import("./DayList.svelte") },
  "/shops/:id/fetch/:pick": { tab: "me", load: () => import("./PickList.svelte") },
};
