import { until } from "$lib/kernel/format";
import { t, type Key } from "$lib/kernel/i18n.svelte";
import type { Request, Transfer } from "$lib/pay/types";

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
