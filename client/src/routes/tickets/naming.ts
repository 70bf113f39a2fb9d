import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import type { Choosing } from "$lib/tickets/ordering.svelte";
import type { Show, Ticket } from "$lib/tickets/types";

/** Where one sits, in words; the category where one stands. */
export const seatName = ({
  row,
  seat,
  category,
}: Pick<Ticket, "row" | "seat" | "category">): string =>
  seat ? t("tickets.seat", { row, seat }) : category;

/** A seat of a plan as it is read out: where it is, what it costs, whether it can be had, its kind. */
export function seatNamed(choosing: Choosing, show: Show, n: number): string {
  const { row, zone, number, category, kind } = choosing.plan!;
  const found = show.categories.find((one) => one.n === category[n]);
  const state = choosing.givenUp(n)
    ? "tickets.givenUp"
    : choosing.ofHouse(n)
      ? "house.seat"
      : choosing.free(n)
        ? "tickets.free"
        : "tickets.taken";
  const said = t("tickets.seatNamed", {
    row: [zone[n], row[n]].filter(Boolean).join(" "),
    seat: number[n]!,
    price: found ? money(found.price, show.currency) : "",
    state: t(state),
  });
  const what = kind[n]!;
  return what === "seat" ? said : `${said}, ${t(`tickets.seatKind.${what}`)}`;
}
