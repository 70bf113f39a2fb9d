import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import type { Drop } from "$lib/drops/types";

/** How a drop stands, in a few words. */
export function stands(drop: Drop): string {
  if (drop.right?.open) return t("drops.youMayBuy", { when: until(drop.right.until) });
  if (drop.phase === "announced") return t("drops.opens", { when: until(drop.opens_at) });
  if (drop.seed_by && drop.mode === "queue") return t("drops.toDraw");
  if (drop.phase === "reserving") return t("drops.closes", { when: until(drop.closes_at) });
  return t(`drops.phase.${drop.phase}`);
}
