import type { Screen } from "$lib/kernel/router.svelte";

export const orders: Record<string, Screen> = {
  "/cart": { tab: "town", load: () => import("./Cart.svelte") },
  "/cart/checkout": { tab: "town", load: () => import("./Checkout.svelte") },
  "/cart/paid": { tab: "town", load: () => import("./PaidOrders.svelte") },
  "/orders": { tab: "me", load: () => import("./Orders.svelte") },
  "/orders/:id": { tab: "me", load: () => import("./Order.svelte") },
  "/orders/:id/ask": { tab: "me", load: () => import("./AskBack.svelte") },
  "/presents/:id": { tab: "me", load: () => import("./Present.svelte") },
  "/shops/:id/orders": { tab: "me", load: () => import("./ShopOrders.svelte") },
  "/shops/:id/packing": { tab: "me", load: () => import("./Packing.svelte") },
  "/door-orders": { tab: "me", load: () => import("./door/DoorOrders.svelte") },
  "/door-orders/:id": { tab: "me", load: () => import("./door/DoorOrder.svelte") },
  "/door-orders/:id/ask": { tab: "me", load: () => import("./door/AskDoor.svelte") },
  "/shops/:id/door-orders": { tab: "me", load: () => import("./door/ShopDoorOrders.svelte") },
  "/pay/desk/orders": { tab: "me", load: () => import("./DeskOrders.svelte") },
};
