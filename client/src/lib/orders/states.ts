/** What an order is, and where its money is, in keys of words: pure. */
import type { Order, Summary } from "./types";

type Stage = "paid" | "packed" | "part" | "ready" | "way" | "atPoint" | "received" | "back";
export type Line = { at: string | null; what: Stage | "refund"; amount?: number };

/** In one word, as buyer and shop say it alike. */
export function stage(one: Summary): Stage {
  switch (one.state) {
    case "paid":
      return one.packed_at ? "packed" : "paid";
    case "sent_part":
      return "part";
    case "sent":
      return one.delivery === "pickup" ? "ready" : one.parcel === "at_point" ? "atPoint" : "way";
    case "returned":
      return "back";
    default:
      return "received";
  }
}

/** Whether a question about money back is open. */
export const asks = (one: Summary): boolean => !["none", "agreed", "judged"].includes(one.refund);

type Where = "stands" | "unsent" | "sent" | "delivery" | "shop" | "back" | "split";

/** Where the money is, and what happens with it by itself. */
export function whereabouts(one: Summary): Where {
  // It is over, but not all that lies in its parcel.
  if (one.waits && (one.state === "returned" || one.state === "done")) return "delivery";
  if (one.waits)
    return asks(one)
      ? "stands"
      : one.state === "sent" || one.state === "received"
        ? "sent"
        : "unsent";
  if (!one.released) return "back";
  return one.refunded ? "split" : "shop";
}

/** What happened so far, the oldest first, and what comes next, without a time. */
export function timeline(one: Order): Line[] {
  const sent = one.delivery === "pickup" ? "ready" : "way";
  const made: Line[] = [{ at: one.created_at, what: "paid" }];
  if (one.packed_at) made.push({ at: one.packed_at, what: "packed" });
  if (one.sent_at) made.push({ at: one.sent_at, what: sent });
  if (one.received_at) made.push({ at: one.received_at, what: "received" });
  for (const step of one.steps)
    if (step.refunded) made.push({ at: step.at, what: "refund", amount: step.refunded });
  made.sort((a, b) => (a.at! < b.at! ? -1 : a.at! > b.at! ? 1 : 0));
  if (one.state === "done" || one.state === "returned") return made;
  const next: Stage[] = [];
  if (!one.packed_at) next.push("packed");
  if (!one.sent_at) next.push(sent);
  if (!one.received_at) next.push("received");
  return [...made, ...next.map((what) => ({ at: null, what }))];
}
