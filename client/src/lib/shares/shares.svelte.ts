import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Confirmation } from "$lib/kernel/types";
import type { EarnedPage, Offer, Offers, Opened, Share } from "./types";

const at = (offer_id: string) => ({ params: { path: { offer_id } } });

/** What sharing an item brings; refused where it brings nothing. */
export const shareOf = (item_id: string): Promise<Share> =>
  ask(api.GET("/share-rewards/items/{item_id}", { params: { path: { item_id } } }));

/** The same as a page. */
export const sharePage = (item_id: string): Kept<Share> =>
  new Kept(`shares.item.${item_id}`, () => shareOf(item_id));

/** One's own link, made when it is first asked for. */
export const link = (offer_id: string): Promise<Share> =>
  ask(api.PUT("/share-rewards/offers/{offer_id}/link", at(offer_id)));

/** Opens somebody's link: what one reads then, and from then on it counts. */
export const opened = (code: string): Kept<Opened> =>
  new Kept(`shares.link.${code}`, () =>
    ask(api.PUT("/share-rewards/links/{code}", { params: { path: { code } } })),
  );

class EarnedPages extends Kept<EarnedPage> {
  constructor() {
    super("shares.mine", () => ask(api.GET("/share-rewards/mine")));
  }

  async more(): Promise<void> {
    const { rewards, next: before } = this.value!;
    if (!before) return;
    const found = await ask(api.GET("/share-rewards/mine", { params: { query: { before } } }));
    this.value = { rewards: [...rewards, ...found.rewards], next: found.next };
  }
}
/** What one earned by sharing. */
export const earned = new EarnedPages();

/** What a shop pays who shares its goods. */
export class ShopOffers extends Kept<Offers> {
  constructor(readonly shop: string) {
    const path = { merchant_id: shop };
    super(`shares.shop.${shop}`, () =>
      ask(api.GET("/share-rewards/shops/{merchant_id}", { params: { path } })),
    );
  }

  async more(): Promise<void> {
    const { offers, next: before } = this.value!;
    if (!before) return;
    const params = { path: { merchant_id: this.shop }, query: { before } };
    const found = await ask(api.GET("/share-rewards/shops/{merchant_id}", { params }));
    this.value = { offers: [...offers, ...found.offers], next: found.next };
  }

  async end(offer_id: string): Promise<void> {
    await ask(api.PUT("/share-rewards/offers/{offer_id}/end", at(offer_id)));
    await this.read();
  }
}

export type Wish = {
  item_id: string;
  reward: number;
  budget: number;
  cap: number;
  ends_at: string;
};

/** A hash of what is offered: it is confirmed for this alone. */
export const termsOf = async (id: string, body: Wish): Promise<string> =>
  (await ask(api.PUT("/share-rewards/offers/{offer_id}/terms", { ...at(id), body }))).terms;

/** Sets the budget aside. */
export const offer = (id: string, wish: Wish, confirmation?: Confirmation): Promise<Offer> => {
  const body = { ...wish, confirmation: confirmation ?? null };
  return ask(api.PUT("/share-rewards/offers/{offer_id}", { ...at(id), body }));
};
