import locker from "@phosphor-icons/core/fill/lockers-fill.svg?raw";
import { lockers } from "$lib/lockers/lockers.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/lockers",
  tiles: [
    {
      text: "lockers.title",
      also: "also.lockers",
      icon: locker,
      hue: "steel",
      href: "/lockers",
      use: "work",
      further: true,
    },
  ],
  work: {
    text: "lockers.title",
    icon: locker,
    hue: "steel",
    href: "/lockers",
    has: () => !!lockers.value?.length,
    load: () => lockers.load(),
    begin: { text: "earn.locker", href: "/lockers" },
  },
};
