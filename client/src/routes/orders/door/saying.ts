/** How an order that is paid at the door stands, in words for the side that looks. */
import { until } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import { money } from "$lib/kernel/money";
import type { DoorCase, DoorOrder } from "$lib/door/types";
import type { SumLine } from "$lib/parts/SumLines.svelte";

export const isComing = (one: DoorOrder): boolean => one.state === "sent";

/** In a few words. */
export const stands = (one: DoorOrder): string => t(`door.state.${one.state}`);

/** What is paid at the door, line by line. */
export function added(one: DoorOrder): SumLine[] {
  const said = (amount: number) => money(amount, one.currency);
  return [
    ...one.lines.map(({ n, title, options, price }) => ({
      what: `${n} × ${[title, ...options].join(" · ")}`,
      amount: said(n * price),
    })),
    {
      what: t(`checkout.${one.service}`),
      amount: one.delivery_price ? said(one.delivery_price) : t("checkout.free"),
    },
    { what: t("door.total"), amount: said(one.total), kind: "sum" },
  ];
}

/** What is next, or what became of the money. */
export function explained(one: DoorOrder): string {
  const amount = money(one.total, one.currency);
  if (one.state === "placed")
    return t(`door.placed.${one.side}`, { amount, when: one.due_at ? until(one.due_at) : "" });
  if (one.state === "sent")
    return t(one.paid_by ? `door.paid.${one.side}` : `door.sent.${one.side}`, { amount });
  if (one.state === "done") return t(`door.done.${one.paid_by ?? "cash"}`, { amount });
  return one.state === "lost" ? t(`door.lost.${one.side}`) : t("door.nothingPaid");
}

/** How a question about it stands, or what became of it. */
export function became(about: DoorCase, order: DoorOrder): string {
  const amount = money(about.given, order.currency);
  if (about.state === "dropped") return t("case.dropped");
  if (about.state === "denied") return t("case.judged", { amount });
  if (about.state !== "given") return t(`refund.${about.state}`);
  const said = t(about.judged ? "case.judged" : "case.given", { amount });
  return `${said} (${t(`door.back.${about.paid_by ?? "cash"}`)})`;
}
