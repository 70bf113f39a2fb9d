import { count } from "$lib/kernel/format";
import { i18n, t } from "$lib/kernel/i18n.svelte";
import type { Record } from "$lib/rides/days.svelte";

/** "4.9 from 1,204 rides, says lake.town"; without an average the rides alone. */
export function saidOf({ average, rides, town }: Record): string {
  if (average === null) return t("record.saysRides", { rides: count(rides), town });
  const stars = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1 }).format(average);
  return t("record.says", { average: stars, rides: count(rides), town });
}
