import type { Screen } from "$lib/kernel/router.svelte";

export const tickets: Record<string, Screen> = {
  "/tickets": { tab: "town", load: () => import("./WhatsOn.svelte") },
  "/tickets/mine": { tab: "town", load: () => import("./Mine.svelte") },
  "/tickets/show/:id": { tab: "town", load: () => import("./Show.svelte") },
  "/tickets/order/:id": { tab: "town", load: () => import("./Order.svelte") },
  "/tickets/at/:id": { tab: "town", load: () => import("./Outing.svelte") },
  "/tickets/work": { tab: "town", load: () => import("./Work.svelte") },
  "/tickets/hall/:id": { tab: "town", load: () => import("./HallEditor.svelte") },
  "/tickets/box/:id": { tab: "town", load: () => import("./TakeOver.svelte") },
  "/tickets/work/:id/desk": { tab: "town", load: () => import("./BoxOffice.svelte") },
  "/tickets/work/:id/products": { tab: "town", load: () => import("./Products.svelte") },
  "/tickets/work/:id/vouchers": { tab: "town", load: () => import("./Vouchers.svelte") },
  "/tickets/work/:id/figures": { tab: "town", load: () => import("./Figures.svelte") },
  "/tickets/work/:id/counter": { tab: "town", load: () => import("./Counter.svelte") },
  "/tickets/work/:id/gate": { tab: "town", load: () => import("./GateSetup.svelte") },
  "/tickets/draw/:id": { tab: "town", load: () => import("./Draw.svelte") },
  "/tickets/draw/:id/check": { tab: "town", load: () => import("./CheckTicketDraw.svelte") },
  "/tickets/party/:id": { tab: "town", load: () => import("./Party.svelte") },
  "/tickets/given-up": { tab: "town", load: () => import("./GivenUp.svelte") },
  "/tickets/work/:id": { tab: "town", load: () => import("./WorkShow.svelte") },
  "/gate/:id": { tab: "town", load: () => import("./Gate.svelte") },
};
