import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Address = S["SavedAddress"];
export type AddressInput = S["AddressInput"];
export type Choice = S["ChoiceShown"];
export type Parcel = S["ParcelShown"];
export type ParcelStep = S["ParcelStep"];
export type Point = S["PointShown"];
export type OwnPoint = S["OwnPoint"];
export type PointInput = S["PointInput"];
export type Round = S["RoundShown"];
export type Terms = S["ShopTerms"];
export type DirectParcel = S["DirectParcelInput"];
export type ShopCash = S["ShopCash"];
export type Desk = S["ParcelsDesk"];
export type Card = S["ReceiverCardShown"];
export type HandAct = S["ParcelEventInput"]["act"];
export type EventInput = S["ParcelEventInput"];
