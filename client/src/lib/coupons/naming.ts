import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import type { Terms } from "./types";

/** What a coupon takes off, in a few signs. */
export function worthOf({ kind, off, percent, price, currency }: Terms): string {
  if (kind === "threshold") return `−${money(off!, currency)}`;
  return kind === "percent" ? `−${percent}%` : money(price!, currency);
}

/** From which sum on, how much at the most, for what. */
export function termsOf(one: Terms, title?: string | null): string {
  const { currency } = one;
  return [
    one.kind === "exchange" && t("coupons.oneOf", { title: title ?? t("coupons.oneThing") }),
    one.least && t("coupons.from", { amount: money(one.least, currency) }),
    one.most && t("coupons.most", { amount: money(one.most, currency) }),
  ]
    .filter(Boolean)
    .join(" · ");
}
