import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Coupon = S["CouponShown"];
export type CouponOffer = S["CouponOffer"];
export type BatchPage = S["OwnCouponBatches"];
export type OwnBatch = S["OwnCouponBatch"];
export type BatchInput = S["CouponBatchInput"];
export type BatchState = S["CouponBatchStateInput"]["state"];
export type CouponUsed = S["CouponUsed"];
export type CouponLeft = S["CouponLeft"];
/** What every coupon says of itself, in minor units. */
export type Terms = Pick<
  Coupon,
  "kind" | "least" | "off" | "percent" | "most" | "price" | "currency"
>;
