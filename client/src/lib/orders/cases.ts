/** What can be asked of an order and said in a case: pure, the same as the town's rules. */
import { asks } from "./states";
import type { CaseAct, CaseInput, Order, OrderLine } from "./types";

export type CaseKind = CaseInput["kind"];

const BUYER: Record<string, CaseAct[]> = {
  asked: ["evidence", "drop"],
  return_wait: ["send_back", "drop"],
  returned: ["appeal", "evidence"],
  refused: ["appeal", "evidence", "drop"],
  appealed: ["evidence", "drop"],
};
const SHOP: Record<string, CaseAct[]> = {
  asked: ["agree", "refuse", "evidence"],
  returned: ["got_back", "refuse", "appeal"],
  refused: ["agree", "appeal", "evidence"],
  appealed: ["agree", "evidence"],
};

/** What one can say now, the likeliest first. */
export const answers = (order: Order): CaseAct[] =>
  (order.side === "shop" ? SHOP : BUYER)[order.refund] ?? [];

/** Nobody is told no, or called before the town, without a word. */
export const needsWords = (act: CaseAct): boolean =>
  act === "refuse" || act === "appeal" || act === "evidence";

/** So many units of a line it can be about. */
export const most = (line: OrderLine, kind: CaseKind, order: Order): number =>
  kind === "cancel" || (kind === "withdrawal" && order.state === "paid")
    ? line.to_send
    : line.returnable;

/** What can be asked now. */
export function kinds(order: Order): CaseKind[] {
  if (asks(order) || order.state === "returned") return [];
  const unsent = order.lines.some((line) => line.to_send);
  const sent = order.lines.some((line) => line.returnable);
  if (order.side === "shop")
    return [
      ...(unsent ? (["cancel"] as const) : []),
      ...(sent && order.state !== "done" ? (["gift"] as const) : []),
    ];
  const found: CaseKind[] = unsent ? ["cancel"] : [];
  // Before anything was sent, nothing of it is bound.
  const free = order.lines.some((line) => !line.no_withdrawal && line.returnable);
  if (order.may_withdraw && (order.state === "paid" || free)) found.push("withdrawal");
  return sent ? [...found, "return", "refund"] : found;
}

/** Of what kinds one says oneself how much. */
export const hasAmount = (kind: CaseKind): boolean => kind === "refund" || kind === "gift";
