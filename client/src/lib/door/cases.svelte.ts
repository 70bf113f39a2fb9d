import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type {
  DoorCaseInput,
  DoorCasePage,
  DoorCases,
  DoorCaseStep,
  DoorInvoice,
  DoorRulingInput,
} from "./types";

/** The invoice of what was paid at the door; the same again where there is one. */
export const issueDoorInvoice = (order_id: string): Promise<DoorInvoice> =>
  ask(api.PUT("/door-orders/{order_id}/invoice", { params: { path: { order_id } } }));

/** The questions about an order that was paid at the door, and what can be asked now. */
export class DoorCasesOf extends Kept<DoorCases> {
  constructor(private readonly order_id: string) {
    super(`door.cases.${order_id}`, () =>
      ask(api.GET("/door-orders/{order_id}/cases", { params: { path: { order_id } } })),
    );
  }

  async open(case_id: string, body: DoorCaseInput): Promise<void> {
    const path = { order_id: this.order_id, case_id };
    const url = "/door-orders/{order_id}/cases/{case_id}";
    this.take(await ask(api.PUT(url, { params: { path }, body })));
  }

  async say(case_id: string, entry_id: string, act: DoorCaseStep, text: string): Promise<void> {
    const path = { case_id, entry_id };
    const url = "/door-orders/cases/{case_id}/entries/{entry_id}";
    this.take(await ask(api.PUT(url, { params: { path }, body: { act, text, sellable: true } })));
  }
}

/** Nobody is told no, or called before the town, without a word. */
export const needsWords = (act: DoorCaseStep): boolean =>
  act === "refuse" || act === "appeal" || act === "evidence";

const atDesk = (pile: "appealed" | "owed") =>
  new Paged<DoorCasePage>(
    `door.desk.${pile}`,
    (query) => ask(api.GET("/desk/door-orders", { params: { query: { pile, ...query } } })),
    (known, more) => ({ ...more, cases: after(known.cases, more.cases, (one) => one.case.id) }),
  );

/** What the town is called about. */
export const doorAppeals = atDesk("appealed");

/** What shops have yet to give back. */
export const doorDebts = atDesk("owed");

export async function judgeDoor(
  case_id: string,
  ruling_id: string,
  body: DoorRulingInput,
): Promise<void> {
  const path = { case_id, ruling_id };
  const url = "/desk/door-orders/cases/{case_id}/rulings/{ruling_id}";
  await ask(api.PUT(url, { params: { path }, body }));
  await Promise.all([doorAppeals.read(), doorDebts.read()]);
}
