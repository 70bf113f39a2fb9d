import coins from "@phosphor-icons/core/fill/hand-coins-fill.svg?raw";
import type { Service } from "../service";

export const service: Service = {
  at: "/shared",
  tiles: [
    {
      text: "shares.mine",
      also: "also.shares",
      icon: coins,
      hue: "olive",
      href: "/shared",
      use: "going",
      further: true,
    },
  ],
};
