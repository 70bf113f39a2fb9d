/** By what somebody narrows a search, as they typed and chose it. */
import { minor } from "$lib/kernel/money";
import type { Wish } from "./market.svelte";
import type { ItemSummary } from "./types";

export type Kind = ItemSummary["kind"];
export const KINDS = ["new", "used", "made", "digital", "service"] as const satisfies Kind[];
/** Kilometres; 0: anywhere. */
export const DISTANCES = [0, 1, 5, 20];

export type Filters = {
  there: boolean;
  verified: boolean;
  brand: string;
  kind: Kind | "";
  least: string;
  most: string;
  km: number;
};
export const NO_FILTERS: Filters = {
  there: false,
  verified: false,
  brand: "",
  kind: "",
  least: "",
  most: "",
  km: 0,
};

/** How many of them narrow anything. */
export const counted = (of: Filters): number =>
  [of.there, of.verified, of.brand, of.kind, of.least.trim() || of.most.trim(), of.km].filter(
    Boolean,
  ).length;

/** What is asked for; a price that is none narrows nothing. */
export const asked = (
  of: Filters,
  currency: string,
): Pick<Wish, "there" | "verified" | "brand" | "kind" | "least" | "most" | "km"> => ({
  there: of.there,
  verified: of.verified,
  brand: of.brand || undefined,
  kind: of.kind || undefined,
  least: minor(of.least, currency) ?? undefined,
  most: minor(of.most, currency) ?? undefined,
  km: of.km || undefined,
});
