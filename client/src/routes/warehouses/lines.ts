import type { KeptGoods } from "$lib/warehouses/types";

/** So many of something, as it is typed. */
export type Line = { goods: KeptGoods; n: string; cost: string; lot: string; day: string };

/** A whole number above nothing; null: it is none. */
export const whole = (text: string): number | null =>
  /^[1-9][0-9]{0,6}$/.test(text.trim()) ? Number(text) : null;
