/** Shops that one follows, their news, prices for members, and what prices are made of. */
import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type { CostPart, Followed, FollowShown, NewsPage, OwnNews } from "./types";

const of = (merchant_id: string) => ({ params: { path: { merchant_id } } });

/** How one follows a shop. */
export class Following extends Kept<FollowShown> {
  constructor(private readonly shop: string) {
    super(`market.follow.${shop}`, () =>
      ask(api.GET("/market/fronts/{merchant_id}/follow", of(shop))),
    );
  }

  async set(news: boolean): Promise<void> {
    const request = { ...of(this.shop), body: { news } };
    this.take(await ask(api.PUT("/market/fronts/{merchant_id}/follow", request)));
  }

  async stop(): Promise<void> {
    await ask(api.DELETE("/market/fronts/{merchant_id}/follow", of(this.shop)));
    await this.read();
  }

  async setRule(kind: FollowShown["rule"], least: number): Promise<void> {
    const request = { ...of(this.shop), body: { kind, least } };
    this.take(await ask(api.PUT("/market/fronts/{merchant_id}/member-rule", request)));
  }
}

/** The shops that one follows. */
export const followed = new Paged<Followed>(
  "market.followed",
  (query) => ask(api.GET("/market/follows", { params: { query } })),
  (known, more) => ({
    shops: after(known.shops, more.shops, (one) => one.merchant_id),
    news: [...known.news, ...more.news],
    next: more.next,
  }),
);

/** What these told, the last first. */
export const news = new Paged<NewsPage>(
  "market.news",
  (query) => ask(api.GET("/market/news", { params: { query } })),
  (known, more) => ({ ...more, news: after(known.news, more.news, (one) => one.id) }),
);

/** What a shop of one's own told, and how much it may tell still. */
export class Told extends Kept<OwnNews> {
  constructor(private readonly shop: string) {
    super(`market.told.${shop}`, () => ask(api.GET("/market/fronts/{merchant_id}/news", of(shop))));
  }

  /** The same id again is the same. */
  async tell(news_id: string, text: string, item_id: string | null): Promise<void> {
    const body = { merchant_id: this.shop, text, item_id };
    const request = { params: { path: { news_id } }, body };
    this.take(await ask(api.PUT("/market/news/{news_id}", request)));
  }
}

export async function setMemberPrice(variant_id: string, price: number | null): Promise<void> {
  const request = { params: { path: { variant_id } }, body: { price } };
  await ask(api.PUT("/market/variants/{variant_id}/member-price", request));
}

export async function publishCosts(variant_id: string, parts: CostPart[]): Promise<void> {
  const request = { params: { path: { variant_id } }, body: { parts } };
  await ask(api.PUT("/market/variants/{variant_id}/costs", request));
}
