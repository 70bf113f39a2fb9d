import { t } from "$lib/kernel/i18n.svelte";
import type { Ticket } from "$lib/tickets/types";

/** Where one sits, in words; the category where one stands. */
export const seatName = ({
  row,
  seat,
  category,
}: Pick<Ticket, "row" | "seat" | "category">): string =>
  seat ? t("tickets.seat", { row, seat }) : category;
