import barcode from "@phosphor-icons/core/fill/barcode-fill.svg?raw";
import storefront from "@phosphor-icons/core/fill/storefront-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { askedPayments } from "$lib/till/asked.svelte";
import { shops } from "$lib/till/shops.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/pay/code",
  tiles: [
    {
      text: "town.payCode",
      also: "also.payCode",
      icon: barcode,
      hue: "teal",
      href: "/pay/code",
      use: "money",
      further: true,
    },
    {
      text: "shops.title",
      also: "also.shops",
      icon: storefront,
      hue: "orange",
      href: "/shops",
      use: "work",
    },
  ],
  now: [
    {
      cards: () =>
        askedPayments.waiting.map((one) => ({
          id: `till ${one.id}`,
          kind: t("now.shop"),
          icon: storefront,
          hue: "orange",
          title: t("now.confirm", { amount: money(one.amount, one.currency) }),
          text: one.merchant_name,
          href: "/pay/code",
          urgent: true,
        })),
      load: async () => void (await askedPayments.read()),
      read: async () => void (await askedPayments.read()),
      changes: ["payments"],
      refs: [],
    },
  ],
  work: {
    text: "shops.title",
    icon: storefront,
    hue: "orange",
    href: "/shops",
    has: () => !!shops.value?.length,
    load: () => shops.load(),
    begin: { text: "earn.shop", href: "/shops/new" },
  },
};
