import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import wheel from "@phosphor-icons/core/fill/steering-wheel-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { drives } from "$lib/rides/driving.svelte";
import { fare } from "$lib/rides/fare.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/rides",
  tiles: [
    { text: "now.taxi", also: "also.taxi", icon: taxi, hue: "olive", href: "/rides", use: "going" },
    {
      text: "taxi.title",
      also: "also.drive",
      icon: wheel,
      hue: "olive",
      href: "/taxi",
      use: "work",
    },
  ],
  now: [
    {
      cards: () =>
        (fare.value ?? []).map((ride) => ({
          id: `ride ${ride.id}`,
          kind: t("now.taxi"),
          icon: taxi,
          hue: "olive",
          title: t("now.pay", { amount: money(ride.fare ?? 0, ride.currency) }),
          text: `${ride.driver_name} · ${ride.plate}`,
          href: `/rides/${ride.id}`,
          urgent: true,
        })),
      load: () => fare.load(),
      read: () => fare.read(),
      changes: ["rides"],
      refs: [],
    },
  ],
  work: {
    text: "taxi.title",
    icon: wheel,
    hue: "olive",
    href: "/taxi",
    has: () => drives.value === true,
    load: () => drives.load(),
    begin: { text: "earn.drive", href: "/taxi" },
  },
};
