import truck from "@phosphor-icons/core/fill/truck-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { round } from "$lib/parcels/parcels.svelte";
import { loadOf } from "$lib/parcels/states";
import type { Service } from "../service";

export const service: Service = {
  at: "/courier",
  tiles: [
    {
      text: "courier.title",
      also: "also.courier",
      icon: truck,
      hue: "teal",
      href: "/courier",
      use: "work",
      further: true,
    },
  ],
  now: [
    {
      cards: () => {
        const found = round.value;
        const n = found ? loadOf(found) : 0;
        return found && n
          ? [
              {
                id: "courier",
                kind: t("courier.title"),
                icon: truck,
                hue: "teal",
                title: t("now.round", { n }),
                text:
                  found.stops[0]?.parcels[0]?.point?.name ??
                  found.stops[0]?.parcels[0]?.for_name ??
                  "",
                href: "/courier",
              },
            ]
          : [];
      },
      load: () => round.load(),
      read: () => round.read(),
      changes: ["parcels"],
      refs: [],
    },
  ],
  work: {
    text: "courier.title",
    icon: truck,
    hue: "teal",
    href: "/courier",
    has: () => !!round.value?.courier.state,
    load: () => round.load(),
    begin: { text: "earn.courier", href: "/courier" },
  },
};
