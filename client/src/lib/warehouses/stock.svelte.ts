import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type {
  Count,
  CountInput,
  Day,
  Keeping,
  KeptGoods,
  Lot,
  Only,
  Pick,
  Purchase,
  PurchaseInput,
  Purchases,
  Reason,
  Stock,
  Transfer,
  TransferInput,
  Transfers,
} from "./types";

const at = (merchant_id: string) => ({ params: { path: { merchant_id } } });

/** What a shop has, where, and what it is worth: a page of it, and more on demand. */
export class ShopStock extends Kept<Stock> {
  words = $state("");

  constructor(
    private readonly shop: string,
    readonly only: Only = "all",
  ) {
    super(`stock.${shop}.${only}`, () => this.page(0));
  }

  private page(skip: number): Promise<Stock> {
    const query = { q: this.words, only: this.only, skip };
    const params = { path: { merchant_id: this.shop }, query };
    return ask(api.GET("/merchants/{merchant_id}/stock", { params }));
  }

  async more(): Promise<void> {
    if (!this.value?.next) return;
    const found = await this.page(this.value.next);
    this.value = { ...found, variants: [...this.value.variants, ...found.variants] };
  }

  /** One of them is known anew. */
  put(one: KeptGoods): void {
    const found = this.value!;
    const same = (each: KeptGoods) => (each.variant_id === one.variant_id ? one : each);
    this.value = { ...found, variants: found.variants.map(same) };
  }

  keep(variant_id: string, body: Keeping): Promise<KeptGoods> {
    const params = { path: { merchant_id: this.shop, variant_id } };
    return ask(api.PUT("/merchants/{merchant_id}/stock/{variant_id}", { params, body }));
  }
}

/** What of a shop has this bar code or number. */
export const scanned = (merchant_id: string, code: string): Promise<KeptGoods> =>
  ask(
    api.GET("/merchants/{merchant_id}/stock/scanned", {
      params: { path: { merchant_id }, query: { code } },
    }),
  );

type Pin = { lat: number; lon: number } | null;

/** A new place where goods of a shop lie. */
export async function addPlace(merchant_id: string, name: string, pin: Pin): Promise<void> {
  const params = { path: { warehouse_id: uuidv7() } };
  await ask(
    api.PUT("/market/warehouses/{warehouse_id}", { params, body: { merchant_id, name, ...pin } }),
  );
}

/** What goes from one warehouse of a shop to another. */
export class ShopTransfers extends Kept<Transfers> {
  constructor(private readonly shop: string) {
    super(`stock.transfers.${shop}`, () =>
      ask(api.GET("/merchants/{merchant_id}/stock-transfers", at(shop))),
    );
  }

  send(transfer_id: string, body: TransferInput): Promise<Transfer> {
    const params = { path: { merchant_id: this.shop, transfer_id } };
    const url = "/merchants/{merchant_id}/stock-transfers/{transfer_id}";
    return ask(api.PUT(url, { params, body }));
  }

  arrive(transfer_id: string, lines: TransferInput["lines"]): Promise<Transfer> {
    const params = { path: { merchant_id: this.shop, transfer_id } };
    const url = "/merchants/{merchant_id}/stock-transfers/{transfer_id}/arrival";
    return ask(api.PUT(url, { params, body: { lines } }));
  }
}

/** What was counted beside what the books say; nothing changes. */
export const compare = (merchant_id: string, count_id: string, body: CountInput): Promise<Count> =>
  ask(
    api.PUT("/merchants/{merchant_id}/stock-counts/{count_id}", {
      params: { path: { merchant_id, count_id } },
      body,
    }),
  );

/** Books what differs, each with its reason. */
export const book = (merchant_id: string, count_id: string, reasons: Reason[]): Promise<Count> =>
  ask(
    api.PUT("/merchants/{merchant_id}/stock-counts/{count_id}/booking", {
      params: { path: { merchant_id, count_id } },
      body: { reasons },
    }),
  );

/** What a shop ordered from suppliers. */
export class ShopPurchases extends Kept<Purchases> {
  constructor(private readonly shop: string) {
    super(`stock.purchases.${shop}`, () =>
      ask(api.GET("/merchants/{merchant_id}/supplier-orders", at(shop))),
    );
  }

  async supplier(name: string, contact: string): Promise<string> {
    const params = { path: { merchant_id: this.shop, supplier_id: uuidv7() } };
    const url = "/merchants/{merchant_id}/suppliers/{supplier_id}";
    return (await ask(api.PUT(url, { params, body: { name, contact } }))).id;
  }

  order(purchase_id: string, body: PurchaseInput): Promise<Purchase> {
    const params = { path: { merchant_id: this.shop, purchase_id } };
    const url = "/merchants/{merchant_id}/supplier-orders/{purchase_id}";
    return ask(api.PUT(url, { params, body }));
  }

  receive(purchase_id: string, receipt_id: string, lots: Lot[]): Promise<Purchase> {
    const params = { path: { merchant_id: this.shop, purchase_id, receipt_id } };
    const url = "/merchants/{merchant_id}/supplier-orders/{purchase_id}/receipts/{receipt_id}";
    return ask(api.PUT(url, { params, body: { lots } }));
  }

  end(purchase_id: string): Promise<Purchase> {
    const params = { path: { merchant_id: this.shop, purchase_id } };
    return ask(api.PUT("/merchants/{merchant_id}/supplier-orders/{purchase_id}/end", { params }));
  }
}

/** What a shop has to send, what is due first. */
export class DayOrders extends Kept<Day> {
  constructor(shop: string) {
    super(`stock.day.${shop}`, () => ask(api.GET("/merchants/{merchant_id}/day-list", at(shop))));
  }
}

export const startPick = (merchant_id: string, pick_id: string, orders: string[]): Promise<Pick> =>
  ask(
    api.PUT("/merchants/{merchant_id}/picks/{pick_id}", {
      params: { path: { merchant_id, pick_id } },
      body: { orders },
    }),
  );

/** A list of what is fetched, in the order in which one walks. */
export class OnePick extends Kept<Pick> {
  private readonly path: { merchant_id: string; pick_id: string };

  constructor(merchant_id: string, pick_id: string) {
    const path = { merchant_id, pick_id };
    super(`stock.pick.${pick_id}`, () =>
      ask(api.GET("/merchants/{merchant_id}/picks/{pick_id}", { params: { path } })),
    );
    this.path = path;
  }

  async scan(what: { code: string } | { order_id: string; no: number }): Promise<void> {
    const url = "/merchants/{merchant_id}/picks/{pick_id}/scans/{scan_id}";
    const params = { path: { ...this.path, scan_id: uuidv7() } };
    this.take(await ask(api.PUT(url, { params, body: what })));
  }

  async send() {
    const url = "/merchants/{merchant_id}/picks/{pick_id}/shipment";
    return (await ask(api.PUT(url, { params: { path: this.path } }))).orders;
  }

  async callOff(): Promise<void> {
    const url = "/merchants/{merchant_id}/picks/{pick_id}";
    await ask(api.DELETE(url, { params: { path: this.path } }));
  }
}
