import type { Screen } from "$lib/kernel/router.svelte";

export const till: Record<string, Screen> = {
  "/pay/scanned": { tab: "town", load: () => import("./PayShop.svelte") },
  "/pay/i/:token": { tab: "town", load: () => import("./PayShop.svelte") },
  "/pay/shop/:id": { tab: "town", load: () => import("./PayShop.svelte") },
  "/pay/splits/new": { tab: "town", load: () => import("./ShareBill.svelte") },
  "/pay/together/:id": { tab: "town", load: () => import("./ShareBill.svelte") },
  "/pay/paid/:id": { tab: "town", load: () => import("./Paid.svelte") },
  "/shops": { tab: "town", load: () => import("./Shops.svelte") },
  "/shops/new": { tab: "town", load: () => import("./NewShop.svelte") },
  "/shops/join/:token": { tab: "town", guest: true, load: () => import("./JoinShop.svelte") },
  "/shops/:id": { tab: "town", load: () => import("./Shop.svelte") },
  "/shops/:id/edit": { tab: "town", load: () => import("./EditShop.svelte") },
  "/shops/:id/till": { tab: "town", load: () => import("./Till.svelte") },
  "/shops/:id/sales": { tab: "town", load: () => import("./Sales.svelte") },
  "/shops/:id/days": { tab: "town", load: () => import("./Days.svelte") },
  "/shops/:id/programs": { tab: "town", load: () => import("./Programs.svelte") },
  "/shops/:id/programs/:hook": { tab: "town", load: () => import("./Program.svelte") },
  "/shops/:id/staff": { tab: "town", load: () => import("./Staff.svelte") },
};
