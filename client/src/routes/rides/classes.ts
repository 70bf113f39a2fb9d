/** How kinds of cars, and what is carried, look. */
import car from "@phosphor-icons/core/fill/car-fill.svg?raw";
import motorcycle from "@phosphor-icons/core/fill/motorcycle-fill.svg?raw";
import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import van from "@phosphor-icons/core/fill/van-fill.svg?raw";
import wheelchair from "@phosphor-icons/core/fill/wheelchair-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { wordsOf } from "$lib/rides/needs";
import type { CarClass, Needs } from "$lib/rides/types";

export const CLASS_ICONS: Record<CarClass, string> = {
  taxi,
  car,
  van,
  bike: motorcycle,
  accessible: wheelchair,
};

/** What is needed in one line: "2 people · pet"; of somebody alone only how many. */
export const sayNeeds = (needs: Partial<Needs>): string =>
  [
    t("hail.people", { n: needs.seats ?? 1 }),
    ...wordsOf(needs).map((one) => t(`hail.carry.${one}`)),
  ].join(" · ");
