import { api, ask, bytes } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Category, ClosedDay, Days, OwnShop, Role, Shop, TillIntent, Worker } from "./types";

const of = (merchant_id: string) => ({ params: { path: { merchant_id } } });

/** The shops where somebody works. */
export class Shops extends Kept<OwnShop[]> {
  constructor() {
    super("shops", async () => (await ask(api.GET("/merchants"))).shops);
  }

  one(id: string): OwnShop | undefined {
    return this.value?.find((shop) => shop.id === id);
  }
}

export const shops = new Shops();

export type Described = {
  name: string;
  latin?: string;
  about: string;
  category: Category;
  pays_out?: boolean;
};

export const openShop = (id: string, body: Described): Promise<OwnShop> =>
  ask(api.PUT("/merchants/{merchant_id}", { ...of(id), body }));

export const changeShop = (id: string, body: Partial<Described>): Promise<Shop> =>
  ask(api.PATCH("/merchants/{merchant_id}", { ...of(id), body }));

export const showPicture = (id: string, picture: Blob): Promise<Shop> =>
  ask(api.PUT("/merchants/{merchant_id}/picture", { ...of(id), ...bytes(picture) } as never));

export const readShop = (id: string): Promise<Shop> =>
  ask(api.GET("/merchants/{merchant_id}", of(id)));

/** Who works in a shop. */
export class Staff extends Kept<Worker[]> {
  constructor(readonly shop: string) {
    super(
      `staff.${shop}`,
      async () => (await ask(api.GET("/merchants/{merchant_id}/cashiers", of(shop)))).cashiers,
    );
  }

  async set(person_id: string, role: Role): Promise<void> {
    const path = { merchant_id: this.shop, person_id };
    const url = "/merchants/{merchant_id}/cashiers/{person_id}";
    this.take((await ask(api.PUT(url, { params: { path }, body: { role } }))).cashiers);
  }

  async remove(person_id: string): Promise<void> {
    const path = { merchant_id: this.shop, person_id };
    await ask(api.DELETE("/merchants/{merchant_id}/cashiers/{person_id}", { params: { path } }));
    this.take((this.value ?? []).filter((one) => one.person_id !== person_id));
  }
}

/** What came since the last close, and the days before. */
export class ShopDays extends Kept<Days> {
  constructor(readonly shop: string) {
    super(`days.${shop}`, () => ask(api.GET("/merchants/{merchant_id}/days", of(shop))));
  }

  async close(close_id: string): Promise<ClosedDay> {
    const path = { merchant_id: this.shop, close_id };
    const day = await ask(
      api.PUT("/merchants/{merchant_id}/days/{close_id}", { params: { path } }),
    );
    await this.read();
    return day;
  }
}

/** The newest payments of a shop. */
export class Sales extends Kept<TillIntent[]> {
  constructor(readonly shop: string) {
    super(
      `sales.${shop}`,
      async () => (await ask(api.GET("/merchants/{merchant_id}/intents", of(shop)))).intents,
    );
  }

  async refund(intent_id: string, refund_id: string, amount: number, why: string): Promise<void> {
    const path = { merchant_id: this.shop, intent_id, refund_id };
    const url = "/merchants/{merchant_id}/intents/{intent_id}/refunds/{refund_id}";
    const changed = await ask(api.PUT(url, { params: { path }, body: { amount, why } }));
    this.take((this.value ?? []).map((one) => (one.id === changed.id ? changed : one)));
  }
}
