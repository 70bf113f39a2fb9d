import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Review = S["ReviewShown"];
export type ReviewInput = S["ReviewInput"];
export type ReviewPicture = S["ReviewPictureShown"];
export type ItemReviews = S["ItemReviews"];
export type ShopReviews = S["ShopReviews"];
export type OrderReviews = S["OrderReviews"];
export type OwnReviews = S["OwnReviews"];
export type ToReview = S["ToReview"];
export type StarsOfItem = S["StarsOfItem"];
export type ShopScore = S["ShopScore"];
export type Sort = "helpful" | "newest" | "pictures" | "lowest";
