import handshake from "@phosphor-icons/core/fill/handshake-fill.svg?raw";
import userPlus from "@phosphor-icons/core/fill/user-plus-fill.svg?raw";
import { worded } from "$lib/kernel/i18n.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/contacts/add",
  tiles: [
    {
      text: "menu.add",
      also: "also.add",
      icon: userPlus,
      hue: "blue",
      href: "/contacts/add",
      use: "people",
    },
    {
      text: "contacts.invite",
      also: "also.invite",
      icon: handshake,
      hue: "pink",
      href: "/contacts/invite",
      use: "people",
    },
  ],
  search: [
    {
      rank: 1,
      id: "people",
      title: "search.people",
      load: worded("contacts", () => import("./FoundContacts.svelte")),
    },
  ],
};
