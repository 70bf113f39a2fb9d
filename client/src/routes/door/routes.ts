import type { Screen } from "$lib/kernel/router.svelte";

export const door: Record<string, Screen> = {
  "/door-orders": { tab: "me", load: () => import("./DoorOrders.svelte") },
  "/door-orders/:id": { tab: "me", load: () => import("./DoorOrder.svelte") },
  "/shops/:id/door-orders": { tab: "me", load: () => import("./ShopDoorOrders.svelte") },
};
