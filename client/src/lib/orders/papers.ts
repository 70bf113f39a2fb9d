import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

export type Invoice = components["schemas"]["InvoiceShown"];

/** The invoice of an order that was received; the same again where there is one. */
export const issueInvoice = (id: string): Promise<Invoice> =>
  ask(api.PUT("/orders/{order_id}/invoice", { params: { path: { order_id: id } } }));
