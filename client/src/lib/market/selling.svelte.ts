import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type { FrontInput, ItemInput, OwnFront, OwnItem, PictureShown, StockInput } from "./types";

const of = (merchant_id: string) => ({ params: { path: { merchant_id } } });
const at = (item_id: string) => ({ params: { path: { item_id } } });

/** The fronts of the shops that somebody runs. */
export class OwnFronts extends Kept<OwnFront[]> {
  constructor() {
    super("market.own", async () => (await ask(api.GET("/market/own-fronts"))).fronts);
  }

  one(id: string): OwnFront | undefined {
    return this.value?.find((one) => one.front.merchant_id === id);
  }
}

export const ownFronts = new OwnFronts();

/** What a shop of somebody's sells, has sold and is going to. */
export class OwnItems extends Kept<OwnItem[]> {
  next = $state.raw<string | null>(null);

  constructor(readonly shop: string) {
    super(`market.items.${shop}`, async () => (await this.page()).items);
  }

  private async page(before?: string) {
    const url = "/market/fronts/{merchant_id}/items";
    const path = { merchant_id: this.shop };
    const found = await ask(api.GET(url, { params: { path, query: before ? { before } : {} } }));
    this.next = found.next;
    return found;
  }

  async more(): Promise<void> {
    if (!this.next) return;
    const { items } = await this.page(this.next);
    this.value = [...(this.value ?? []), ...items];
  }
}

export const putFront = async (id: string, body: FrontInput): Promise<void> =>
  void (await ask(api.PUT("/market/fronts/{merchant_id}", { ...of(id), body })));

export const setFrontState = async (id: string, state: "open" | "resting"): Promise<void> =>
  void (await ask(api.PUT("/market/fronts/{merchant_id}/state", { ...of(id), body: { state } })));

export const readOwnItem = (id: string): Promise<OwnItem> =>
  ask(api.GET("/market/own-items/{item_id}", at(id)));

export const putItem = (id: string, body: ItemInput): Promise<OwnItem> =>
  ask(api.PUT("/market/items/{item_id}", { ...at(id), body }));

export const publishItem = (id: string, state: "live" | "off"): Promise<OwnItem> =>
  ask(api.PUT("/market/items/{item_id}/publication", { ...at(id), body: { state } }));

export const addPicture = (item_id: string, id: string, picture: Blob): Promise<PictureShown> =>
  ask(
    api.PUT("/market/items/{item_id}/pictures/{picture_id}", {
      params: { path: { item_id, picture_id: id } },
      ...bytes(picture),
    } as never),
  );

export const dropPicture = async (item_id: string, picture_id: string): Promise<void> =>
  void (await ask(
    api.DELETE("/market/items/{item_id}/pictures/{picture_id}", {
      params: { path: { item_id, picture_id } },
    }),
  ));

/** So many more lie there, or so many in all; refused when it is not as it was seen any more. */
export const changeStock = async (body: StockInput): Promise<void> =>
  void (await ask(
    api.PUT("/market/stock-moves/{move_id}", { params: { path: { move_id: uuidv7() } }, body }),
  ));
