import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import { once } from "$lib/kernel/once";
import type {
  ItemReviews,
  OrderReviews,
  OwnReviews,
  Review,
  ReviewInput,
  ReviewPicture,
  ShopReviews,
  Sort,
} from "./types";

/** What one can say something of, and what one said; readable offline. */
export const ownReviews = new Paged<OwnReviews>(
  "reviews.own",
  (query) => ask(api.GET("/reviews/own", { params: { query } })),
  (known, more) => ({
    ...known,
    written: after(known.written, more.written, (one) => one.id),
  }),
);

/** The same of one order, however long ago it was. */
export const orderReviews = (order_id: string) =>
  new Kept<OrderReviews>(`reviews.order.${order_id}`, () =>
    ask(api.GET("/reviews/own/orders/{order_id}", { params: { path: { order_id } } })),
  );

type Page = { reviews: Review[]; next: number | null };

/** Reviews page by page: what comes later is put behind what is there. */
class Pages<T extends Page> extends Kept<T> {
  constructor(
    key: string,
    private readonly page: (skip: number) => Promise<T>,
  ) {
    super(key, () => page(0));
  }

  async more(): Promise<void> {
    const before = this.value!;
    const page = await this.page(before.next!);
    this.value = {
      ...page,
      reviews: once([...before.reviews, ...page.reviews], (one) => one.id),
    };
  }

  /** One of them is otherwise now. */
  put(changed: Review): void {
    const value = this.value!;
    this.value = {
      ...value,
      reviews: value.reviews.map((one) => (one.id === changed.id ? changed : one)),
    };
  }
}

export type ReviewPages = Pick<Pages<Page>, "put" | "more">;

/** The first few on the page of an item are a page of their own: `limit` of them. */
export const itemReviews = (item_id: string, sort: Sort, limit = 10) =>
  new Pages<ItemReviews>(`reviews.item.${item_id}.${sort}.${limit}`, (skip) =>
    ask(
      api.GET("/market/items/{item_id}/reviews", {
        params: { path: { item_id }, query: { sort, skip, limit } },
      }),
    ),
  );

export const shopReviews = (merchant_id: string, limit = 10) =>
  new Pages<ShopReviews>(`reviews.shop.${merchant_id}.${limit}`, (skip) =>
    ask(
      api.GET("/market/fronts/{merchant_id}/reviews", {
        params: { path: { merchant_id }, query: { skip, limit } },
      }),
    ),
  );

const at = (review_id: string) => ({ params: { path: { review_id } } });

export const putReview = (id: string, body: ReviewInput): Promise<Review> =>
  ask(api.PUT("/reviews/{review_id}", { ...at(id), body }));

export const addTo = (id: string, text: string): Promise<Review> =>
  ask(api.PUT("/reviews/{review_id}/addition", { ...at(id), body: { text } }));

export const answer = (id: string, text: string): Promise<Review> =>
  ask(api.PUT("/reviews/{review_id}/answer", { ...at(id), body: { text } }));

export const vote = (id: string, helpful: boolean): Promise<Review> =>
  ask(api.PUT("/reviews/{review_id}/vote", { ...at(id), body: { helpful } }));

export const reportReview = async (review_id: string, text: string): Promise<void> =>
  void (await ask(
    api.PUT("/reviews/{review_id}/reports/{report_id}", {
      params: { path: { review_id, report_id: uuidv7() } },
      body: { text },
    }),
  ));

export const addPicture = (
  review_id: string,
  picture_id: string,
  picture: Blob,
): Promise<ReviewPicture> =>
  ask(
    api.PUT("/reviews/{review_id}/pictures/{picture_id}", {
      params: { path: { review_id, picture_id } },
      ...bytes(picture),
    } as never),
  );

export const dropPicture = async (review_id: string, picture_id: string): Promise<void> =>
  void (await ask(
    api.DELETE("/reviews/{review_id}/pictures/{picture_id}", {
      params: { path: { review_id, picture_id } },
    }),
  ));
