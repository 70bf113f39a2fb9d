import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type DoorOrder = S["DoorOrderShown"];
export type DoorOrderInput = S["DoorOrderInput"];
export type DoorOrderPage = S["DoorOrders"];
export type DoorTermsOf = S["DoorTerms"];
