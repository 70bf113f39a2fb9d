import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
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
