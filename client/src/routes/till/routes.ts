import type { Screen } from "$lib/kernel/router.svelte";

export const till: Record<string, Screen> = {
  "/pay/code": { tab: "me", load: () => import("./PayCode.svelte") },
  "/pay/scanned": { tab: "me", load: () => import("./PayShop.svelte") },
  "/pay/i/:token": { tab: "me", load: () => import("./PayShop.svelte") },
  "/pay/splits/new": { tab: "me", load: () => import("./ShareBill.svelte") },
  "/pay/together/:id": { tab: "me", load: () => import("./ShareBill.svelte") },
  "/pay/paid/:id": { tab: "me", load: () => import("./Paid.svelte") },
  "/shops": { tab: "me", load: () => import("./Shops.svelte") },
  "/shops/new": { tab: "me", load: () => import("./NewShop.svelte") },
  "/shops/:id": { tab: "me", load: () => import("./Shop.svelte") },
  "/shops/:id/edit": { tab: "me", load: () => import("./EditShop.svelte") },
  "/shops/:id/till": { tab: "me", load: () => import("./Till.svelte") },
  "/shops/:id/sales": { tab: "me", load: () => import("./Sales.svelte") },
  "/shops/:id/days": { tab: "me", load: () => import("./Days.svelte") },
  "/shops/:id/staff": { tab: "me", load: () => import("./Staff.svelte") },
};
