import film from "@phosphor-icons/core/fill/film-slate-fill.svg?raw";
import door from "@phosphor-icons/core/fill/door-open-fill.svg?raw";
import ticket from "@phosphor-icons/core/fill/ticket-fill.svg?raw";
import { clock, until } from "$lib/kernel/format";
import { t, worded } from "$lib/kernel/i18n.svelte";
import { gatesToHelp, ownTickets, programme } from "$lib/tickets/shows.svelte";
import { wishes } from "$lib/tickets/waiting.svelte";
import type { Service } from "../service";

/** A card from so long before the doors until the end; for who helps there, whose day it is, earlier. */
const SOON = 2 * 3_600_000;
const HELPS_SOON = 12 * 3_600_000;

export const service: Service = {
  at: "/tickets",
  tiles: [
    {
      text: "tickets.title",
      also: "also.tickets",
      icon: ticket,
      hue: "pink",
      href: "/tickets",
      use: "going",
    },
    {
      text: "tickets.work",
      also: "also.ticketsWork",
      icon: film,
      hue: "pink",
      href: "/tickets/work",
      use: "work",
      further: true,
    },
  ],
  now: [
    {
      cards: () =>
        ownTickets
          .coming()
          .filter(({ show }) => Date.parse(show.doors_at) < Date.now() + SOON)
          .map(({ show, tickets }) => ({
            id: `show ${show.id}`,
            kind: t("tickets.tonight", { n: tickets.length }),
            icon: ticket,
            hue: "pink",
            title: show.event.name,
            text: `${until(show.starts_at)} · ${show.venue.name}`,
            href: `/tickets/at/${show.id}`,
          })),
      load: () => ownTickets.load(),
      read: () => ownTickets.read(),
      changes: ["tickets"],
      refs: [],
    },
    {
      cards: () =>
        wishes.offered().map(({ wish, show }) => ({
          id: `wish ${show.id}`,
          kind: t("tickets.waitOffered", { time: clock(wish.until!) }),
          icon: ticket,
          hue: "pink",
          title: show.event.name,
          text: `${until(show.starts_at)} · ${show.venue.name}`,
          href: `/tickets/order/${wish.order_id}`,
        })),
      load: () => wishes.load(),
      read: () => wishes.read(),
      changes: ["tickets"],
      refs: [],
    },
    {
      cards: () =>
        (gatesToHelp.value ?? [])
          .filter((show) => Date.parse(show.doors_at) < Date.now() + HELPS_SOON)
          .map((show) => ({
            id: `gate ${show.id}`,
            kind: t("gate.tonight"),
            icon: door,
            hue: "teal",
            title: show.event.name,
            text: `${until(show.starts_at)} · ${show.venue.name}`,
            href: `/gate/${show.id}`,
          })),
      load: () => gatesToHelp.load(),
      read: () => gatesToHelp.read(),
      changes: ["tickets"],
      refs: [],
    },
  ],
  search: [
    {
      rank: 2.7,
      id: "shows",
      title: "tickets.title",
      load: worded("tickets", () => import("./FoundShows.svelte")),
    },
  ],
  work: {
    text: "tickets.work",
    icon: film,
    hue: "pink",
    href: "/tickets/work",
    has: () => !!programme.value?.venues.length,
    load: () => programme.load(),
    begin: { text: "earn.shows", href: "/tickets/work" },
  },
};
