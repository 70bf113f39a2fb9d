import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type { BatchInput, BatchPage, BatchState, Coupon, CouponOffer } from "./types";

/** The coupons that one took; readable offline. */
export const ownCoupons = new Kept<Coupon[]>(
  "coupons.own",
  async () => (await ask(api.GET("/coupons"))).coupons,
);

const at = (merchant_id: string) => ({ params: { path: { merchant_id } } });

/** What a shop gives out now. */
export class ShopCoupons extends Kept<CouponOffer[]> {
  constructor(merchant_id: string) {
    super(
      `coupons.shop.${merchant_id}`,
      async () =>
        (await ask(api.GET("/market/fronts/{merchant_id}/coupons", at(merchant_id)))).coupons,
    );
  }

  async takeOne(batch_id: string): Promise<void> {
    const request = { params: { path: { coupon_id: uuidv7() } }, body: { batch_id } };
    try {
      await ask(api.PUT("/coupons/{coupon_id}", request));
    } finally {
      await this.read();
    }
  }
}

/** The coupons of a shop that one leads. */
export class OwnBatches extends Paged<BatchPage> {
  constructor(merchant_id: string) {
    const path = { merchant_id };
    super(
      `coupons.made.${merchant_id}`,
      (query) =>
        ask(api.GET("/merchants/{merchant_id}/coupon-batches", { params: { path, query } })),
      (known, more) => ({ ...more, batches: after(known.batches, more.batches, (one) => one.id) }),
    );
  }

  /** Made and given out at once. */
  async make(batch_id: string, body: BatchInput): Promise<void> {
    const params = { path: { batch_id } };
    await ask(api.PUT("/market/coupon-batches/{batch_id}", { params, body }));
    await this.turn(batch_id, "running");
  }

  async turn(batch_id: string, state: BatchState): Promise<void> {
    const request = { params: { path: { batch_id } }, body: { state } };
    await ask(api.PUT("/market/coupon-batches/{batch_id}/state", request));
    await this.read();
  }
}
