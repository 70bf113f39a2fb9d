import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Bans = S["Bans"];
export type Fees = S["Fees"];
export type WaitingShops = S["WaitingShops"];
export type AgedOrders = S["AgedOrders"];
export type Why = S["ComplaintInput"]["why"];
export const WHYS = [
  "counterfeit",
  "prohibited",
  "unsafe",
  "misleading",
  "fraud",
  "other",
] as const satisfies readonly Why[];

/** What the town takes of what is sold. */
export const fees = new Kept<Fees>("market.fees", () => ask(api.GET("/market/fees")));

/** What cannot be sold in the town. */
export const bans = new Paged<Bans>(
  "market.bans.paged",
  (query) => ask(api.GET("/market/bans", { params: { query } })),
  (known, more) => ({ ...more, bans: after(known.bans, more.bans, (one) => one.id) }),
);

/** Shops that wait for a look of the town. */
export const waitingShops = new Paged<WaitingShops>(
  "market.waiting",
  (query) => ask(api.GET("/desk/market/shops", { params: { query } })),
  (known, more) => ({
    ...more,
    shops: after(known.shops, more.shops, (one) => one.front.merchant_id),
  }),
);

/** Orders whose money waits too long. */
export const agedOrders = new Paged<AgedOrders>(
  "orders.aged.paged",
  (query) => ask(api.GET("/desk/orders/waiting", { params: { query } })),
  (known, more) => ({ ...more, orders: after(known.orders, more.orders, (one) => one.order_id) }),
);

export async function look(merchant_id: string, let_in: boolean, reason = ""): Promise<void> {
  const path = { merchant_id };
  const url = "/desk/market/shops/{merchant_id}/look";
  await ask(api.PUT(url, { params: { path }, body: { let_in, reason } }));
  await waitingShops.read();
}

export async function lookFirst(looked_at_first: boolean): Promise<void> {
  await ask(api.PUT("/desk/market/rules", { body: { looked_at_first } }));
  await waitingShops.read();
}

export async function ban(ban_id: string, words: string[], reason: string): Promise<void> {
  const url = "/desk/market/bans/{ban_id}";
  await ask(api.PUT(url, { params: { path: { ban_id } }, body: { words, reason } }));
  await bans.read();
}

export async function unban(ban_id: string): Promise<void> {
  await ask(api.DELETE("/desk/market/bans/{ban_id}", { params: { path: { ban_id } } }));
  await bans.read();
}

export async function announceFee(fee_id: string, from_at: string, base_bp: number): Promise<void> {
  const url = "/desk/market/fees/{fee_id}";
  await ask(api.PUT(url, { params: { path: { fee_id } }, body: { from_at, base_bp } }));
  await fees.read();
}

export async function complain(
  merchant_id: string,
  item_id: string | null,
  why: Why,
  text: string,
): Promise<void> {
  const path = { merchant_id, report_id: uuidv7() };
  const url = "/market/fronts/{merchant_id}/complaints/{report_id}";
  await ask(api.PUT(url, { params: { path }, body: { why, text, item_id } }));
}

export async function appealBan(item_id: string, report_id: string, text: string): Promise<void> {
  const path = { item_id, report_id };
  const url = "/market/items/{item_id}/ban-appeals/{report_id}";
  await ask(api.PUT(url, { params: { path }, body: { text } }));
}

export async function allow(ban_id: string, item_id: string): Promise<void> {
  const url = "/desk/market/bans/{ban_id}/exceptions/{item_id}";
  await ask(api.PUT(url, { params: { path: { ban_id, item_id } } }));
}
