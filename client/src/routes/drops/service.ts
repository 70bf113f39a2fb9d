import ticket from "@phosphor-icons/core/fill/ticket-fill.svg?raw";
import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { drops } from "$lib/drops/drops.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/drops",
  tiles: [
    {
      text: "drops.title",
      also: "also.drops",
      icon: ticket,
      hue: "violet",
      href: "/drops",
      use: "going",
    },
  ],
  now: [
    {
      cards: () =>
        (drops.value ?? [])
          .filter((one) => one.right?.open)
          .map((one) => ({
            id: `drop ${one.id}`,
            kind: t("drops.title"),
            icon: ticket,
            hue: "violet",
            title: t("drops.mayBuy"),
            text: `${one.title} · ${until(one.right!.until)}`,
            href: `/drops/${one.id}`,
          })),
      load: () => drops.load(),
      read: () => drops.read(),
      changes: ["drops"],
      refs: [],
    },
  ],
};
