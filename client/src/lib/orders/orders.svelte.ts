import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Order, Pile, ShopPage, Summary } from "./types";

type Page = { orders: Summary[]; next: string | null };

/** What the person bought, the newest first; readable offline as far as it was seen. */
class Bought extends Kept<Page> {
  constructor() {
    super("orders.bought", () => ask(api.GET("/orders")));
  }

  async more(): Promise<void> {
    const { orders, next } = this.value!;
    const query = { before: next! };
    const page = await ask(api.GET("/orders", { params: { query } }));
    this.value = { orders: [...orders, ...page.orders], next: page.next };
  }
}

export const bought = new Bought();

/** What is bought and not received. */
export const running = new Kept<Summary[]>(
  "orders.running",
  async () => (await ask(api.GET("/orders/running"))).orders,
);

/** The orders of a shop in one of its piles. */
export class ShopOrders extends Kept<ShopPage> {
  constructor(merchant_id: string, pile: Pile) {
    const request = { params: { path: { merchant_id }, query: { pile } } };
    super(`orders.shop.${merchant_id}.${pile}`, () =>
      ask(api.GET("/merchants/{merchant_id}/orders", request)),
    );
  }
}

/** Orders about which the town was called. */
export const appeals = new Kept<Order[]>(
  "orders.appeals",
  async () => (await ask(api.GET("/desk/orders"))).orders,
);

export async function judge(
  case_id: string,
  ruling_id: string,
  body: { to_buyer: number; for_buyer: string; for_shop: string },
): Promise<void> {
  const path = { case_id, ruling_id };
  await ask(
    api.PUT("/desk/orders/cases/{case_id}/rulings/{ruling_id}", { params: { path }, body }),
  );
  await appeals.read();
}
