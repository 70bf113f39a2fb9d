import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type { Confirmation } from "$lib/kernel/types";
import type { DoorOrder, DoorOrderInput, DoorOrderPage, DoorTermsOf } from "./types";

const joined = (known: DoorOrderPage, more: DoorOrderPage): DoorOrderPage => ({
  orders: after(known.orders, more.orders, (one) => one.id),
  next: more.next,
});

/** What the person ordered to pay it at the door. */
export const doorOrders = new Paged<DoorOrderPage>(
  "door.mine",
  (query) => ask(api.GET("/door-orders", { params: { query } })),
  joined,
);

/** What is not over of these. */
export const isOpen = (one: DoorOrder): boolean => one.state === "placed" || one.state === "sent";

export type DoorPile = "open" | "over";

/** What a shop is paid at doors. */
export class ShopDoorOrders extends Paged<DoorOrderPage> {
  constructor(merchant_id: string, pile: DoorPile) {
    const path = { merchant_id };
    super(
      `door.shop.${merchant_id}.${pile}`,
      (query) =>
        ask(
          api.GET("/merchants/{merchant_id}/door-orders", {
            params: { path, query: { pile, ...query } },
          }),
        ),
      joined,
    );
  }
}

/** Whether a shop is paid at the door, and up to how much. */
export class DoorTerms extends Kept<DoorTermsOf> {
  constructor(private readonly merchant_id: string) {
    const request = { params: { path: { merchant_id } } };
    super(`door.terms.${merchant_id}`, () =>
      ask(api.GET("/door-orders/terms/{merchant_id}", request)),
    );
  }

  async set(most: number | null): Promise<void> {
    const request = { params: { path: { merchant_id: this.merchant_id } }, body: { most } };
    this.take(await ask(api.PUT("/door-orders/terms/{merchant_id}", request)));
  }
}

export const placeDoorOrder = (order_id: string, body: DoorOrderInput): Promise<DoorOrder> =>
  ask(api.PUT("/door-orders/{order_id}", { params: { path: { order_id } }, body }));

/** One order that is paid at the door, as one of its sides has it. */
export class OneDoorOrder extends Kept<DoorOrder> {
  constructor(private readonly id: string) {
    super(`door.${id}`, () =>
      ask(api.GET("/door-orders/{order_id}", { params: { path: { order_id: id } } })),
    );
  }

  private get of() {
    return { params: { path: { order_id: this.id } } };
  }

  /** What is confirmed by paying it by the wallet. */
  asked({ sign: to, total: amount, currency, merchant_id }: DoorOrder) {
    return { to, amount, currency, way: { use: "order" as const, id: this.id, to: merchant_id } };
  }

  async pay(confirmation?: Confirmation): Promise<true> {
    const body = { confirmation: confirmation ?? null };
    this.take(await ask(api.PUT("/door-orders/{order_id}/payment", { ...this.of, body })));
    return true;
  }

  async send(): Promise<void> {
    this.take(await ask(api.PUT("/door-orders/{order_id}/shipment", this.of)));
  }

  async end(why: string): Promise<void> {
    this.take(await ask(api.PUT("/door-orders/{order_id}/end", { ...this.of, body: { why } })));
  }
}
