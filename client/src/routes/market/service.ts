import storefront from "@phosphor-icons/core/fill/storefront-fill.svg?raw";
import bag from "@phosphor-icons/core/fill/handbag-fill.svg?raw";
import { worded } from "$lib/kernel/i18n.svelte";
import { ownFronts } from "$lib/market/selling.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/market",
  tiles: [
    {
      text: "market.title",
      also: "also.market",
      icon: bag,
      hue: "orange",
      href: "/market",
      use: "going",
    },
  ],
  search: [
    {
      rank: 7,
      id: "goods",
      title: "market.goods",
      load: worded("market", () => import("./FoundGoods.svelte")),
    },
  ],
  work: {
    text: "market.sell",
    icon: storefront,
    hue: "orange",
    href: "/market/mine",
    has: () => !!ownFronts.value?.length,
    load: () => ownFronts.load(),
    begin: { text: "earn.market", href: "/market/mine" },
  },
};
