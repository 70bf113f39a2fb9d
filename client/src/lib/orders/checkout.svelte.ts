import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { session } from "$lib/kernel/session.svelte";
import { buyable } from "./cart.svelte";
import type { Cart, Payment, Quote, Recipient, WantedShop } from "./types";

const KEPT = "orders.recipient";
/** How each shop's goods come. */
export type Ways = Record<string, "pickup" | "own">;

/** What of a cart can be bought now, as a quote wants it. */
export const wantedOf = (cart: Cart, ways: Ways, notes: Record<string, string>): WantedShop[] =>
  cart.shops
    .map((shop) => ({
      merchant_id: shop.merchant_id,
      delivery: ways[shop.merchant_id] ?? (shop.pickup ? "pickup" : "own"),
      lines: shop.lines.filter(buyable).map(({ variant_id, n }) => ({ variant_id, n })),
      note: notes[shop.merchant_id] ?? "",
    }))
    .filter((shop) => shop.lines.length);

/** From the cart to what was paid. */
class Checkout {
  quote = $state.raw<Quote | null>(null);
  paid = $state.raw<Payment | null>(null);
  /** One for each quote, however often it is tried. */
  private id = uuidv7();

  /** Who got something last time, and where; this device remembers it. */
  async recipient(): Promise<Recipient> {
    const kept = await session.store?.get<Recipient>(KEPT).catch(() => undefined);
    return kept ?? { name: session.me?.display_name ?? "", phone: "", address: "" };
  }

  async look(shops: WantedShop[], to: Recipient): Promise<Quote> {
    this.quote = await ask(api.POST("/orders/quotes", { body: { shops, ...to } }));
    this.id = uuidv7();
    void session.store?.set(KEPT, to).catch(() => {});
    return this.quote;
  }

  /** What is confirmed: this payment of this quote. */
  get way() {
    return { use: "order" as const, id: this.id, to: this.quote!.digest };
  }

  async pay(confirmation?: string): Promise<Payment> {
    const path = { payment_id: this.id };
    const body = { quote: this.quote!.quote, confirmation: confirmation ?? null };
    const request = { params: { path }, body };
    this.paid = await ask(api.PUT("/orders/payments/{payment_id}", request));
    return this.paid;
  }
}

export const checkout = new Checkout();
