import basket from "@phosphor-icons/core/fill/basket-fill.svg?raw";
import house from "@phosphor-icons/core/fill/house-line-fill.svg?raw";
import parcel from "@phosphor-icons/core/fill/package-fill.svg?raw";
import { doorOrders } from "$lib/door/door.svelte";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { running } from "$lib/orders/orders.svelte";
import { asks, stage } from "$lib/orders/states";
import type { Summary } from "$lib/orders/types";
import type { Service } from "../service";

/** The code to show, where it is of use now, or what it is. */
function said(one: Summary): string {
  const code = one.code && !asks(one) ? `${one.code.slice(0, 3)} ${one.code.slice(3)}` : "";
  if (code && one.point)
    return one.parcel === "at_point"
      ? t(one.point.is_locker ? "now.codeIn" : "now.codeAt", { code, point: one.point.name })
      : `${one.title} · ${one.point.name}`;
  if (code && one.state === "sent") return t("now.code", { code });
  return `${one.title} · ${one.shop_name}`;
}

/** What waits for somebody to come comes first. */
const waits = (one: Summary): number => Number(one.parcel === "at_point");

export const service: Service = {
  at: "/orders",
  tiles: [
    {
      text: "cart.title",
      also: "also.cart",
      icon: basket,
      hue: "orange",
      href: "/cart",
      use: "going",
      further: true,
    },
    {
      text: "orders.title",
      also: "also.orders",
      icon: parcel,
      hue: "orange",
      href: "/orders",
      use: "going",
      further: true,
    },
  ],
  now: [
    {
      cards: () =>
        (running.value ?? [])
          .toSorted((a, b) => waits(b) - waits(a))
          .map((one) => ({
            id: `order ${one.id}`,
            kind: t("order.title"),
            icon: parcel,
            hue: "orange",
            title: t(asks(one) ? `refund.${one.refund}` : `stage.${stage(one)}`),
            text: said(one),
            href: `/orders/${one.id}`,
          })),
      load: () => running.load(),
      read: () => running.read(),
      changes: ["orders", "parcels"],
      refs: [],
    },
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
