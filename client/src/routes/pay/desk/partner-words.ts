import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import type { Partner } from "$lib/pay/types";

/** What one of both towns owes the other, in words. */
export function owed(one: Partner): string {
  const amount = money(Math.abs(one.owed), one.currency);
  if (!one.owed) return t("partners.even");
  return t(one.owed > 0 ? "partners.theyOwe" : "partners.weOwe", { amount });
}

/** How far an agreement is, or why payments do not go. */
export function partnerState(one: Partner): string {
  if (one.in_force && one.stopped) return t(`partners.stopped.${one.stopped}`);
  if (one.in_force && one.ours?.digest === one.theirs?.digest) return t("partners.inForce");
  if (one.theirs && one.ours?.digest !== one.theirs.digest) return t("partners.theyWant");
  return t("partners.weWant");
}
