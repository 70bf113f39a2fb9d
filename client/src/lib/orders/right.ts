import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Cart } from "./types";

/** What can be bought by one's right to buy in a drop, as if it were all that is in the cart. */
export const boughtByRight = (drop_id: string): Kept<Cart> =>
  new Kept(`orders.right.${drop_id}`, async () => {
    const drop = await ask(api.GET("/drops/{drop_id}", { params: { path: { drop_id } } }));
    if (!drop.right?.open) throw new Problem("right_to_buy_over", "", 410);
    const path = { merchant_id: drop.merchant_id };
    const front = await ask(api.GET("/market/fronts/{merchant_id}", { params: { path } }));
    const { variant_id, item_id, title, options, picture_url, price, currency, right } = drop;
    const goods = { variant_id, item_id, title, options, picture_url, price, price_seen: price };
    const line = { ...goods, n: 1, left: 1, purchase_limit: 1, right_id: right.id };
    const { merchant_id, sign, pickup } = front;
    return { shops: [{ merchant_id, sign, pickup, lines: [line] }], total: price, currency };
  });
