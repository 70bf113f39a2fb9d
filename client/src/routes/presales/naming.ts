import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import type { SumLine } from "$lib/parts/SumLines.svelte";
import type { Presale } from "$lib/presales/types";

/** How a pre-sale stands for who looks, in a few words. */
export function stands(one: Presale): string {
  const own = one.booking;
  if (own?.state === "paid") return t("presales.own.paid");
  if (own?.state === "back") return t("presales.own.back");
  if (own?.state === "kept") return t("presales.own.kept");
  if (own?.right_id) return t("presales.payBy", { when: until(one.rest_by) });
  if (own && one.phase !== "over" && one.phase !== "called_off")
    return t("presales.payFrom", { when: until(one.rest_from) });
  if (one.phase === "open" && !one.left) return t("presales.soldOut");
  if (one.phase === "open") return t("presales.openUntil", { when: until(one.closes_at) });
  return t(`presales.phase.${one.phase}`);
}

/** What it costs: what the deposit counts for, what is paid now and later, and all of it. */
export function added(one: Presale): SumLine[] {
  const said = (amount: number) => money(amount, one.currency);
  const counts = t("presales.counts", { deposit: said(one.deposit), counts: said(one.counts) });
  const better: SumLine[] = [
    { what: t("presales.full"), amount: said(one.full_price) },
    { what: counts, amount: `−${said(one.counts)}`, kind: "off" },
  ];
  return [
    ...(one.counts > one.deposit ? better : []),
    { what: t("presales.deposit"), amount: said(one.deposit) },
    { what: t("presales.rest"), amount: said(one.rest) },
    { what: t("presales.inAll"), amount: said(one.price), kind: "sum" },
  ];
}
