import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type ItemForSale = S["ItemForSale"];
export type ItemSummary = S["ItemSummary"];
export type VariantShown = S["VariantShown"];
export type FrontShown = S["FrontShown"];
export type MarketPage = S["MarketPage"];
export type MarketCategory = S["MarketCategory"];
export type OwnFront = S["OwnFront"];
export type OwnItem = S["OwnItem"];
export type OwnVariant = S["OwnVariant"];
export type FrontInput = S["FrontInput"];
export type ItemInput = S["ItemInput"];
export type VariantInput = S["VariantInput"];
export type PictureShown = S["PictureShown"];
export type ItemCard = S["ItemCard"];
export type FrontCard = S["FrontCard"];
export type StockInput = S["StockInput"];
