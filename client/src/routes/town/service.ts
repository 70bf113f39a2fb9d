import { worded } from "$lib/kernel/i18n.svelte";
import type { Service } from "../service";

/** The services themselves are found as everything else is. */
export const service: Service = {
  at: "/town/services",
  search: [
    {
      rank: 2,
      id: "services",
      title: "search.services",
      load: worded("town", () => import("./FoundServices.svelte")),
    },
  ],
};
