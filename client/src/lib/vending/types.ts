import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Offer = S["OfferShown"];
export type Sale = S["SaleShown"];
export type Machine = S["OwnMachine"];
export type Slot = S["OwnSlot"];
export type MachineSale = S["MachineSale"];
export type MachineKey = S["MachineKey"];
