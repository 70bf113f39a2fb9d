import gift from "@phosphor-icons/core/fill/gift-fill.svg?raw";
import counter from "@phosphor-icons/core/fill/cash-register-fill.svg?raw";
import hand from "@phosphor-icons/core/fill/hand-coins-fill.svg?raw";
import plusCircle from "@phosphor-icons/core/fill/plus-circle-fill.svg?raw";
import receipt from "@phosphor-icons/core/fill/receipt-fill.svg?raw";
import shield from "@phosphor-icons/core/fill/shield-check-fill.svg?raw";
import users from "@phosphor-icons/core/fill/users-three-fill.svg?raw";
import walletIcon from "@phosphor-icons/core/fill/wallet-fill.svg?raw";
import arrow from "@phosphor-icons/core/bold/arrow-down-left-bold.svg?raw";
import plane from "@phosphor-icons/core/bold/paper-plane-tilt-bold.svg?raw";
import { session } from "$lib/kernel/session.svelte";
import { desk } from "$lib/pay/desk.svelte";
import { now } from "./now";
import type { Service } from "../service";

export const service: Service = {
  at: "/pay",
  tiles: [
    {
      text: "pay.wallet",
      also: "also.wallet",
      icon: walletIcon,
      hue: "teal",
      href: "/pay",
      use: "money",
    },
    {
      text: "pay.topUp",
      also: "also.topUp",
      icon: plusCircle,
      hue: "blue",
      href: "/pay/top-up",
      use: "money",
      // Mutual credit begins at zero: nobody pays anything in.
      shown: () => session.town?.money?.mode !== "credit",
    },
    {
      text: "packet.name",
      also: "also.packet",
      icon: gift,
      hue: "red",
      href: "/pay/packets/new",
      use: "money",
    },
    {
      text: "split.name",
      also: "also.split",
      icon: users,
      hue: "orange",
      href: "/pay/splits/new",
      use: "money",
    },
    {
      text: "bills.title",
      also: "also.bills",
      icon: hand,
      hue: "violet",
      href: "/pay/splits",
      use: "money",
    },
    {
      text: "receipts.short",
      also: "also.receipts",
      icon: receipt,
      hue: "steel",
      href: "/pay/receipts",
      use: "money",
    },
    {
      text: "pay.receive",
      also: "also.receive",
      icon: arrow,
      hue: "teal",
      href: "/pay/receive",
      use: "money",
      further: true,
    },
    {
      text: "pay.send",
      also: "also.send",
      icon: plane,
      hue: "blue",
      href: "/pay/send",
      use: "money",
      further: true,
    },
    {
      text: "pay.safety",
      also: "also.safety",
      icon: shield,
      hue: "teal",
      href: "/pay/safety",
      use: "money",
      further: true,
    },
  ],
  now,
  work: {
    text: "pay.desk",
    icon: counter,
    hue: "orange",
    href: "/pay/desk",
    has: () => desk.works,
    load: () => desk.load(),
  },
};
