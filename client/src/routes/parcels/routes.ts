import type { Screen } from "$lib/kernel/router.svelte";

export const parcels: Record<string, Screen> = {
  "/addresses": { tab: "me", load: () => import("./Addresses.svelte") },
  "/courier": { tab: "me", load: () => import("./Courier.svelte") },
  "/parcels/:id": { tab: "me", load: () => import("./Parcel.svelte") },
  "/parcels/:id/label": { tab: "me", load: () => import("./Label.svelte") },
  "/receiver-cards": { tab: "me", load: () => import("./Cards.svelte") },
  "/shops/:id/point": { tab: "me", load: () => import("./Point.svelte") },
  "/shops/:id/point/edit": { tab: "me", load: () => import("./PointForm.svelte") },
  "/shops/:id/sending": { tab: "me", load: () => import("./Sending.svelte") },
  "/shops/:id/parcels": { tab: "me", load: () => import("./ShopParcels.svelte") },
  "/shops/:id/parcels/new": { tab: "me", load: () => import("./NewParcel.svelte") },
  "/pay/desk/parcels": { tab: "me", load: () => import("./DeskParcels.svelte") },
};
