import ticket from "@phosphor-icons/core/fill/tag-fill.svg?raw";
import type { Service } from "../service";

export const service: Service = {
  at: "/coupons",
  tiles: [
    {
      text: "coupons.mine",
      also: "also.coupons",
      icon: ticket,
      hue: "orange",
      href: "/coupons",
      use: "going",
      further: true,
    },
  ],
};
