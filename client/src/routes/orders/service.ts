import basket from "@phosphor-icons/core/fill/basket-fill.svg?raw";
import parcel from "@phosphor-icons/core/fill/package-fill.svg?raw";
import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { running } from "$lib/orders/orders.svelte";
import { stage } from "$lib/orders/states";
import type { Service } from "../service";

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
          title: `${one.title} · ${t(`stage.${stage(one)}`)}`,
          text:
            one.state === "sent" && one.code
              ? t("now.code", { code: `${one.code.slice(0, 3)} ${one.code.slice(3)}` })
              : one.due_at
                ? t("now.latest", { shop: one.shop_name, when: until(one.due_at) })
                : one.shop_name,
          href: `/orders/${one.id}`,
        })),
      load: () => running.load(),
      read: () => running.read(),
      changes: ["orders"],
      refs: [],
    },
  ],
};
