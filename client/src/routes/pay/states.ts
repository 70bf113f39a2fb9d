import { until } from "$lib/kernel/format";
import { t, type Key } from "$lib/kernel/i18n.svelte";
import type { Request, TownPayment, TownRequest, Transfer } from "$lib/pay/types";

/** How a transfer stands, in a few words, for its sender (`mine`) or its receiver. */
export function transferState(one: Transfer, mine: boolean): string {
  if (one.state === "waiting")
    return t(mine ? "pay.waitsForThem" : "pay.waitsForYou", {
      name: mine ? one.to_name : one.from_name,
      when: one.expires_at ? until(one.expires_at) : "",
    });
  return t(`pay.transfer.${one.state}.${mine ? "mine" : "theirs"}` as Key, {
    name: mine ? one.to_name : one.from_name,
  });
}

/** How a request stands, for who is to pay (`payer`) or who asked. */
export function requestState(one: Request, payer: boolean): string {
  return t(`pay.request.${one.state}.${payer ? "payer" : "asker"}` as Key, {
    name: payer ? one.to_name : one.from_name,
  });
}

/** Why another town did not take it, as far as there are words for that. */
const CODES = ["declined", "over_town_limit", "not_between_you", "moved_away", "no_account"];

/** How a payment to or from another town stands. */
export function townPaymentState(one: TownPayment, mine: boolean): string {
  const name = mine ? one.to_name : one.from_name;
  const words = { name, town: one.town, when: until(one.until) };
  if (one.state === "refused")
    return t(`townPay.refused.${CODES.find((code) => code === one.code) ?? "other"}` as Key, words);
  // A wallet that could take nothing in when it came, say a frozen one.
  if (one.state === "received" && one.code === "suspense") return t("townPay.suspense", words);
  if (one.state === "returned" || one.state === "declined")
    return t(`townPay.${one.state}.${mine ? "mine" : "theirs"}` as Key, words);
  return t(`townPay.${one.state}` as Key, words);
}

/** How a request across towns stands, for who is to pay (`payer`) or who asked. */
export function townRequestState(one: TownRequest, payer: boolean): string {
  return t(`pay.request.${one.state}.${payer ? "payer" : "asker"}` as Key, {
    name: payer ? one.to_name : one.from_name,
  });
}
