import hourglass from "@phosphor-icons/core/fill/hourglass-medium-fill.svg?raw";
import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { booked } from "$lib/presales/presales.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/presales",
  tiles: [
    {
      text: "presales.title",
      also: "also.presales",
      icon: hourglass,
      hue: "orange",
      href: "/presales",
      use: "going",
      further: true,
    },
  ],
  now: [
    {
      cards: () =>
        (booked.value?.presales ?? [])
          .filter((one) => one.booking?.right_id)
          .map((one) => ({
            id: `presale ${one.id}`,
            kind: t("presales.one"),
            icon: hourglass,
            hue: "orange",
            title: t("presales.restDue"),
            text: `${one.title} · ${t("presales.payBy", { when: until(one.rest_by) })}`,
            href: `/presales/${one.id}`,
          })),
      load: () => booked.load(),
      read: () => booked.read(),
      changes: ["presales", "orders"],
      refs: [],
    },
  ],
};
