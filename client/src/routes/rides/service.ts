import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import wheel from "@phosphor-icons/core/fill/steering-wheel-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import { drives } from "$lib/rides/driving.svelte";
import { fare } from "$lib/rides/fare.svelte";
import { hailed } from "$lib/rides/hailing.svelte";
import type { Ride } from "$lib/rides/types";
import type { Service } from "../service";

const placeOf = (ride: Ride) => ride.destination?.name ?? "";

export const service: Service = {
  at: "/rides",
  tiles: [
    {
      text: "now.taxi",
      also: "also.taxi",
      icon: taxi,
      hue: "olive",
      href: "/town/taxi",
      use: "going",
    },
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
    {
      cards: () =>
        (hailed.value ?? []).map((ride) => ({
          id: `hail ${ride.id}`,
          kind: t("now.taxi"),
          icon: taxi,
          hue: "olive",
          title: t(`now.hail.${ride.state}` as "now.hail.accepted"),
          text: ride.driver_id ? `${ride.plate} · ${ride.driver_name}` : placeOf(ride),
          href: `/rides/${ride.id}`,
          urgent: ride.state === "arrived",
        })),
      load: () => hailed.load(),
      read: () => hailed.read(),
      changes: ["rides"],
      refs: [],
    },
    {
      // Who drives is asked for rides here; what they have accepted is on their screen.
      cards: () => [],
      load: () => drives.load(),
      read: async () => void (drives.value && (await drives.read())),
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
