import { traded } from "$lib/till/words";
import type { Screen } from "$lib/kernel/router.svelte";

export const till: Record<string, Screen> = {
  "/pay/code": { tab: "me", load: traded(() => import("./PayCode.svelte")) },
  "/pay/scanned": { tab: "me", load: traded(() => import("./PayShop.svelte")) },
  "/pay/i/:token": { tab: "me", load: traded(() => import("./PayShop.svelte")) },
  "/pay/paid/:id": { tab: "me", load: traded(() => import("./Paid.svelte")) },
  "/shops": { tab: "me", load: traded(() => import("./Shops.svelte")) },
  "/shops/new": { tab: "me", load: traded(() => import("./NewShop.svelte")) },
  "/shops/:id": { tab: "me", load: traded(() => import("./Shop.svelte")) },
  "/shops/:id/edit": { tab: "me", load: traded(() => import("./EditShop.svelte")) },
  "/shops/:id/till": { tab: "me", load: traded(() => import("./Till.svelte")) },
  "/shops/:id/sales": { tab: "me", load: traded(() => import("./Sales.svelte")) },
  "/shops/:id/days": { tab: "me", load: traded(() => import("./Days.svelte")) },
  "/shops/:id/staff": { tab: "me", load: traded(() => import("./Staff.svelte")) },
};
