import fold from "@phosphor-icons/core/fill/map-trifold-fill.svg?raw";
import { worded } from "$lib/kernel/i18n.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/town/map",
  tiles: [
    {
      text: "map.title",
      also: "also.map",
      icon: fold,
      hue: "teal",
      href: "/town/map",
      use: "going",
    },
  ],
  foot: worded("map", () => import("./OpenNearby.svelte")),
  search: [
    {
      rank: 2.5,
      id: "places",
      title: "map.places",
      load: worded("map", () => import("./FoundPlaces.svelte")),
    },
  ],
};
