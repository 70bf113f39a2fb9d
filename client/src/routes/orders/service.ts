import basket from "@phosphor-icons/core/fill/basket-fill.svg?raw";
import parcel from "@phosphor-icons/core/fill/package-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { running } from "$lib/orders/orders.svelte";
import { asks, stage } from "$lib/orders/states";
import type { Summary } from "$lib/orders/types";
import type { Service } from "../service";

/** The code to show, or what it is. */
const said = (one: Summary): string =>
  one.parcel === "at_point" && one.code && one.point && !asks(one)
    ? t("now.codeAt", {
        code: `${one.code.slice(0, 3)} ${one.code.slice(3)}`,
        point: one.point.name,
      })
    : one.state === "sent" && one.code && !asks(one)
      ? t("now.code", { code: `${one.code.slice(0, 3)} ${one.code.slice(3)}` })
      : `${one.title} · ${one.shop_name}`;

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
        (running.value ?? []).map((one) => ({
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
  ],
};
