import bell from "@phosphor-icons/core/fill/bell-fill.svg?raw";
import devices from "@phosphor-icons/core/fill/devices-fill.svg?raw";
import download from "@phosphor-icons/core/bold/download-simple-bold.svg?raw";
import eye from "@phosphor-icons/core/fill/eye-fill.svg?raw";
import idCard from "@phosphor-icons/core/fill/identification-card-fill.svg?raw";
import qr from "@phosphor-icons/core/bold/qr-code-bold.svg?raw";
import shield from "@phosphor-icons/core/fill/shield-check-fill.svg?raw";
import sync from "@phosphor-icons/core/bold/arrows-clockwise-bold.svg?raw";
import translate from "@phosphor-icons/core/bold/translate-bold.svg?raw";
import tray from "@phosphor-icons/core/fill/tray-arrow-down-fill.svg?raw";
import type { Service } from "../service";
import { now } from "./now";

export const service: Service = {
  at: "/me/qr",
  now,
  tiles: [
    {
      text: "menu.qr",
      also: "also.qr",
      icon: qr,
      hue: "teal",
      href: "/me/qr",
      use: "own",
      further: true,
    },
    {
      text: "me.editCard",
      also: "also.card",
      icon: idCard,
      hue: "blue",
      href: "/me/card",
      use: "own",
      further: true,
    },
    {
      text: "me.takeoutRow",
      also: "also.takeout",
      icon: download,
      hue: "steel",
      href: "/me/takeout",
      use: "own",
      further: true,
    },
    {
      text: "me.imports",
      also: "also.imports",
      icon: tray,
      hue: "orange",
      href: "/me/imports",
      use: "own",
      further: true,
    },
    {
      text: "me.notifications",
      also: "also.notifications",
      icon: bell,
      hue: "orange",
      href: "/me/notifications",
      use: "own",
      further: true,
    },
    {
      text: "privacy.title",
      also: "also.privacy",
      icon: eye,
      hue: "blue",
      href: "/me/privacy",
      use: "own",
      further: true,
    },
    {
      text: "me.devices",
      also: "also.devices",
      icon: devices,
      hue: "violet",
      href: "/me/devices",
      use: "own",
      further: true,
    },
    {
      text: "me.security",
      also: "also.security",
      icon: shield,
      hue: "teal",
      href: "/me/security",
      use: "own",
      further: true,
    },
    {
      text: "me.appPasswords",
      also: "also.phoneBook",
      icon: sync,
      hue: "olive",
      href: "/me/app-passwords",
      use: "own",
      further: true,
    },
    {
      text: "me.language",
      also: "also.language",
      icon: translate,
      hue: "grey",
      href: "/me/language",
      use: "own",
      further: true,
    },
  ],
};
