import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Cart } from "./types";

type Thing = {
  price: number;
  merchant_id: string;
  variant_id: string;
  item_id: string;
  title: string;
  options: string[];
  picture_url: string | null;
  currency: string;
};

/** One thing that somebody has a right to, as if it were all that is in the cart. */
async function alone(thing: Thing, right_id: string): Promise<Cart> {
  const path = { merchant_id: thing.merchant_id };
  const front = await ask(api.GET("/market/fronts/{merchant_id}", { params: { path } }));
  const { variant_id, item_id, title, options, picture_url, price, currency } = thing;
  const goods = { variant_id, item_id, title, options, picture_url, price, price_seen: price };
  const line = { ...goods, n: 1, left: 1, purchase_limit: 1, right_id };
  const { merchant_id, sign, pickup } = front;
  return { shops: [{ merchant_id, sign, pickup, lines: [line] }], total: price, currency };
}

/** What can be bought by one's right to buy in a drop, as if it were all that is in the cart. */
export const boughtByRight = (drop_id: string): Kept<Cart> =>
  new Kept(`orders.right.${drop_id}`, async () => {
    const drop = await ask(api.GET("/drops/{drop_id}", { params: { path: { drop_id } } }));
    if (!drop.right?.open) throw new Problem("right_to_buy_over", "", 410);
    return alone(drop, drop.right.id);
  });

/** What a deposit was paid for, to pay the rest of it. */
export const boughtByDeposit = (presale_id: string): Kept<Cart> =>
  new Kept(`orders.deposit.${presale_id}`, async () => {
    const one = await ask(api.GET("/presales/{presale_id}", { params: { path: { presale_id } } }));
    if (!one.booking?.right_id) throw new Problem("right_to_buy_over", "", 410);
    return alone(one, one.booking.right_id);
  });
