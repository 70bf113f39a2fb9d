import house from "@phosphor-icons/core/fill/house-line-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { doorOrders } from "$lib/door/door.svelte";
import { money } from "$lib/kernel/money";
import type { Service } from "../service";

export const service: Service = {
  at: "/door-orders",
  now: [
    {
      cards: () =>
        (doorOrders.value?.orders ?? [])
          .filter((one) => one.state === "sent")
          .map((one) => ({
            id: `door ${one.id}`,
            kind: t("door.title"),
            icon: house,
            hue: "orange",
            title: t(one.paid_by ? "now.door.paid" : "now.door.pay", {
              amount: money(one.total, one.currency),
            }),
            text: `${one.lines[0]?.title ?? one.number} · ${one.sign}`,
            href: `/door-orders/${one.id}`,
          })),
      load: () => doorOrders.load(),
      read: () => doorOrders.read(),
      changes: ["door_orders"],
      refs: [],
    },
  ],
};
