import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import wheel from "@phosphor-icons/core/fill/steering-wheel-fill.svg?raw";
import { t } from "$lib/kernel/i18n.svelte";
import { clock, day } from "$lib/kernel/format";
import { money } from "$lib/kernel/money";
import { drives } from "$lib/rides/driving.svelte";
import { fare } from "$lib/rides/fare.svelte";
import { followed } from "$lib/rides/following.svelte";
import { booked, hailed } from "$lib/rides/hailing.svelte";
import type { Hailed, Ride } from "$lib/rides/types";
import type { Service } from "../service";

const DAY = 24 * 3_600_000;
const soon = (ride: Hailed) => new Date(ride.hail.booked_for ?? "").getTime() - Date.now() < DAY;
const placeOf = (ride: Pick<Ride, "destination">) => ride.destination?.name ?? "";

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
          title: [ride.hail.guest, t(`now.hail.${ride.state}` as "now.hail.accepted")]
            .filter(Boolean)
            .join(" · "),
          text: ride.driver_id ? `${ride.plate} · ${ride.driver_name}` : placeOf(ride),
          href: `/rides/${ride.id}`,
          urgent: ["arrived", "ended"].includes(ride.state),
        })),
      load: () => hailed.load(),
      read: () => hailed.read(),
      changes: ["rides"],
      refs: [],
    },
    {
      // What is booked for today or tomorrow; and at once where it cannot be asked for.
      cards: () =>
        (booked.value ?? [])
          .filter((ride) => soon(ride) || ride.hail.why)
          .map((ride) => ({
            id: `booked ${ride.id}`,
            kind: t("now.taxi"),
            icon: taxi,
            hue: "olive",
            title: ride.hail.why
              ? t("now.hail.unheld")
              : t("now.hail.booked", {
                  day: day(ride.hail.booked_for ?? "", new Date(), "short"),
                  time: clock(ride.hail.booked_for ?? ""),
                }),
            text: placeOf(ride),
            href: `/rides/${ride.id}`,
            urgent: ride.hail.why !== "",
          })),
      load: () => booked.load(),
      read: () => booked.read(),
      changes: ["rides"],
      refs: [],
    },
    {
      // A contact who chose the person is on the way.
      cards: () =>
        (followed.value ?? [])
          .filter(({ trip }) => trip.state === "riding")
          .map(({ ride_id, trip }) => ({
            id: `trip ${ride_id}`,
            kind: t("now.taxi"),
            icon: taxi,
            hue: "teal",
            title: t("now.trip", { name: trip.rider }),
            text: trip.plate,
            href: `/rides/followed/${ride_id}`,
          })),
      load: () => followed.load(),
      read: () => followed.read(),
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
