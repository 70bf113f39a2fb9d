import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Share = S["ShareOfItem"];
export type Opened = S["OpenedLink"];
export type Offer = S["RewardOfferShown"];
export type Offers = S["RewardOffers"];
export type Earned = S["RewardShown"];
export type EarnedPage = S["Rewards"];
