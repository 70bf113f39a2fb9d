import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type {
  FrontShown,
  ItemForSale,
  ItemSummary,
  MarketCategory,
  MarketPage,
  RecommendedItem,
} from "./types";

export type Sort = "relevance" | "sales" | "newest" | "price" | "dear" | "near";
export type Wish = {
  q: string;
  category: string;
  shop?: string;
  sort: Sort;
  there: boolean;
  near?: string;
  verified?: boolean;
  /** As shops write it. */
  brand?: string;
  kind?: ItemSummary["kind"];
  /** Minor units. */
  least?: number;
  most?: number;
  /** Within so many kilometres of `near`. */
  km?: number;
};

export const categories = new Kept<MarketCategory[]>(
  "market.categories",
  async () => (await ask(api.GET("/market/categories"))).categories,
);

export const shopsNear = async (near?: string): Promise<FrontShown[]> =>
  (await ask(api.GET("/market/fronts", { params: { query: near ? { near } : {} } }))).shops;

export const item = (item_id: string) =>
  new Kept<ItemForSale>(`market.item.${item_id}`, () =>
    ask(api.GET("/market/items/{item_id}", { params: { path: { item_id } } })),
  );

export const front = (merchant_id: string) =>
  new Kept<FrontShown>(`market.front.${merchant_id}`, () =>
    ask(api.GET("/market/fronts/{merchant_id}", { params: { path: { merchant_id } } })),
  );

/** Where the map shows a shop; undefined: nobody said where it is. */
export const onMap = ({ place_id, lat, lon, sign }: FrontShown): string | undefined => {
  if (place_id) return `/town/map?${new URLSearchParams({ place: place_id })}`;
  if (lat == null || lon == null) return undefined;
  return `/town/map?${new URLSearchParams({ at: `${lat},${lon}`, name: sign })}`;
};

const query = (
  { q, category, shop, sort, there, near, verified, brand, kind, least, most, km }: Wish,
  skip: number,
  limit: number,
) => ({
  q,
  sort: sort === "near" && !near ? ("newest" as const) : sort,
  there,
  skip,
  limit,
  ...(category && { category }),
  ...(shop && { shop }),
  ...(near && { near }),
  ...(verified && { verified }),
  ...(brand && { brand }),
  ...(kind && { kind }),
  ...(least !== undefined && { least }),
  ...(most !== undefined && { most }),
  ...(near && km && { within: km * 1000 }),
});

export const search = (wish: Wish, skip = 0, limit = 30): Promise<MarketPage> =>
  ask(api.GET("/market/search", { params: { query: query(wish, skip, limit) } }));

/** What contacts said is good. */
export const recommended = new Kept<RecommendedItem[]>(
  "market.recommended",
  async () => (await ask(api.GET("/market/recommended"))).items,
);

/** What is for sale with a bar code, the cheapest that is there first. */
export const byBarcode = (gtin: string): Promise<ItemSummary[]> =>
  ask(api.GET("/market/barcodes/{gtin}", { params: { path: { gtin } } })).then(
    (found) => found.items,
  );

/** What is looked for, and what was found of it, page by page. */
export class Found {
  items = $state.raw<ItemSummary[] | null>(null);
  page = $state.raw<MarketPage | null>(null);
  next = $state.raw<number | null>(null);
  trouble = $state.raw<unknown>(null);
  private wish: Wish | null = null;
  private n = 0;

  async find(wish: Wish): Promise<void> {
    const n = ++this.n;
    try {
      const page = await search(wish);
      if (n !== this.n) return;
      [this.items, this.page, this.next] = [page.items, page, page.next];
      [this.trouble, this.wish] = [null, wish];
    } catch (error) {
      if (n === this.n) this.trouble = error;
    }
  }

  async more(): Promise<void> {
    const n = this.n;
    if (this.next === null || !this.wish) return;
    const page = await search(this.wish, this.next);
    if (n !== this.n) return;
    [this.items, this.next] = [[...(this.items ?? []), ...page.items], page.next];
  }
}
