import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { once } from "$lib/kernel/once";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type { AppealPage, OrderPage, Pile, RulingInput, ShopPage, Summary } from "./types";

/** These pages one after the other; what moved from one to the next meanwhile stands once. */
const joined = (orders: Summary[], more: Summary[]) => once([...orders, ...more], (one) => one.id);

/** What the person bought, the newest first; readable offline as far as it was seen. */
class Bought extends Kept<OrderPage> {
  constructor() {
    super("orders.bought", () => ask(api.GET("/orders")));
  }

  async more(): Promise<void> {
    const { orders, next } = this.value!;
    const query = { before: next! };
    const page = await ask(api.GET("/orders", { params: { query } }));
    this.value = { orders: joined(orders, page.orders), next: page.next };
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
  constructor(
    private readonly merchant_id: string,
    private readonly pile: Pile,
  ) {
    super(`orders.shop.${merchant_id}.${pile}`, () => this.page());
  }

  private page(before?: string): Promise<ShopPage> {
    const query = { pile: this.pile, ...(before && { before }) };
    const request = { params: { path: { merchant_id: this.merchant_id }, query } };
    return ask(api.GET("/merchants/{merchant_id}/orders", request));
  }

  async more(): Promise<void> {
    const { orders, next } = this.value!;
    const page = await this.page(next!);
    this.value = { ...page, orders: joined(orders, page.orders) };
  }
}

/** Orders about which the town was called. */
export const appeals = new Paged<AppealPage>(
  "orders.appealed",
  (query) => ask(api.GET("/desk/orders", { params: { query } })),
  (known, more) => ({ ...more, orders: after(known.orders, more.orders, (one) => one.id) }),
);

export async function judge(case_id: string, ruling_id: string, body: RulingInput): Promise<void> {
  const path = { case_id, ruling_id };
  await ask(
    api.PUT("/desk/orders/cases/{case_id}/rulings/{ruling_id}", { params: { path }, body }),
  );
  await appeals.read();
}
