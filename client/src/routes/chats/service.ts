import scan from "@phosphor-icons/core/bold/scan-bold.svg?raw";
import users from "@phosphor-icons/core/fill/users-four-fill.svg?raw";
import { worded } from "$lib/kernel/i18n.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/groups/new",
  tiles: [
    {
      text: "menu.group",
      also: "also.group",
      icon: users,
      hue: "teal",
      href: "/groups/new",
      use: "people",
    },
    {
      text: "menu.scan",
      also: "also.scan",
      icon: scan,
      hue: "steel",
      href: "/scan",
      use: "own",
      further: true,
    },
  ],
  search: [
    {
      rank: 3,
      id: "messages",
      title: "search.messages",
      load: worded("chats", () => import("./search/FoundEverywhere.svelte")),
    },
  ],
};
