import { t } from "$lib/kernel/i18n.svelte";
import type { KeptGoods, Place } from "$lib/warehouses/types";

/** So many of something, as it is typed. */
export type Line = { goods: KeptGoods; n: string; cost: string; lot: string; day: string };

/** A whole number above nothing; null: it is none. */
export const whole = (text: string): number | null =>
  /^[1-9][0-9]{0,6}$/.test(text.trim()) ? Number(text) : null;

/** How a warehouse is called: the first one is the shop itself and has no name. */
export const nameOf = (one: Place | undefined): string =>
  one ? one.name || t("stock.atShop") : "";
