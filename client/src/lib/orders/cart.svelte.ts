import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Cart, CartLine } from "./types";

/** What can be bought of a line as it stands. */
export const buyable = (line: CartLine): boolean => line.price !== null && line.left >= line.n;

/** What the person means to buy, by shops; readable offline. */
class CartModel extends Kept<Cart> {
  constructor() {
    super("orders.cart", () => ask(api.GET("/cart")));
  }

  /** How many different things are in it. */
  get count(): number {
    return (this.value?.shops ?? []).reduce((sum, shop) => sum + shop.lines.length, 0);
  }

  /** So many of a variant; 0 takes it out. */
  async put(variant_id: string, n: number): Promise<void> {
    const path = { variant_id };
    this.take(await ask(api.PUT("/cart/{variant_id}", { params: { path }, body: { n } })));
  }
}

export const cart = new CartModel();
