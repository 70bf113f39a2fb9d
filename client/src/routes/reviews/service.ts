import star from "@phosphor-icons/core/fill/star-fill.svg?raw";
import { date } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { ownReviews } from "$lib/reviews/reviews.svelte";
import type { Service } from "../service";

/** A card for so long after the receipt; then it waits with the others, for nobody likes to be asked twice. */
const FRESH = 3 * 86_400_000;

export const service: Service = {
  at: "/reviews",
  tiles: [
    {
      text: "reviews.own",
      also: "also.reviews",
      icon: star,
      hue: "olive",
      href: "/reviews",
      use: "going",
      further: true,
    },
  ],
  now: [
    {
      cards: () =>
        (ownReviews.value?.waiting ?? [])
          .filter((one) => Date.parse(one.received_at) > Date.now() - FRESH)
          .slice(0, 1)
          .map((one) => ({
            id: `review ${one.order_id} ${one.item_id}`,
            kind: t("reviews.waiting"),
            icon: star,
            hue: "olive",
            title: one.title,
            text: t("reviews.untilDay", { day: date(one.until) }),
            href: `/reviews/${one.order_id}/${one.item_id}`,
          })),
      load: () => ownReviews.load(),
      read: () => ownReviews.read(),
      changes: ["orders", "door_orders", "reviews"],
      refs: [],
    },
  ],
};
