import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Problem, UNPROVEN } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Confirmation } from "$lib/kernel/types";
import { buyable } from "./cart.svelte";
import type { Cart, CartLine, Payment, Quote, Recipient, WantedShop } from "./types";

const KEPT = "orders.recipient";
export const NOBODY: Recipient = {
  name: "",
  phone: "",
  address: "",
  lat: null,
  lon: null,
  card: "",
  gift: null,
};
/** How each shop's goods come. */
export type Way = WantedShop["delivery"];
export type Ways = Record<string, { delivery: Way; point_id?: string | null }>;

/** By a right to buy where there is one. */
const lineOf = (line: CartLine & { right_id?: string }) => {
  const { variant_id, n, right_id } = line;
  return right_id ? { variant_id, n, right_id } : { variant_id, n };
};

/** What of a cart can be bought now, as a quote wants it. */
export const wantedOf = (cart: Cart, ways: Ways, notes: Record<string, string>): WantedShop[] =>
  cart.shops
    .map((shop) => ({
      merchant_id: shop.merchant_id,
      delivery: ways[shop.merchant_id]?.delivery ?? (shop.pickup ? "pickup" : "own"),
      point_id: ways[shop.merchant_id]?.point_id ?? null,
      lines: shop.lines.filter(buyable).map(lineOf),
      note: notes[shop.merchant_id] ?? "",
    }))
    .filter((shop) => shop.lines.length);

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Refused, but the same quote can be paid still. */
const PAYABLE = [...UNPROVEN, "insufficient_funds"];
/** Not let in: that says nothing of an earlier try. */
const OUTSIDE = [401, 429];

/** From the cart to what was paid. */
class Checkout {
  quote = $state.raw<Quote | null>(null);
  paid = $state.raw<Payment | null>(null);
  /** It was sent to be paid, and nobody knows what became of it: only the same one is paid now. */
  unsure = $state(false);
  /** For what the quote was asked. */
  private asked = $state.raw<{ shops: WantedShop[]; to: Recipient } | null>(null);
  /** One for each quote, however often it is tried. */
  private id = uuidv7();

  /** Who got something last time, and where; this device remembers it. */
  async recipient(): Promise<Recipient> {
    const kept = await session.store?.get<Recipient>(KEPT).catch(() => undefined);
    return { ...NOBODY, name: session.me?.display_name ?? "", ...kept, card: "", gift: null };
  }

  async look(shops: WantedShop[], to: Recipient): Promise<Quote> {
    this.quote = await ask(api.POST("/orders/quotes", { body: { shops, ...to } }));
    this.asked = { shops, to };
    this.id = uuidv7();
    // What somebody else's card says is theirs, and where a present goes is not where one lives.
    if (!to.card && !to.gift) void session.store?.set(KEPT, to).catch(() => {});
    return this.quote;
  }

  /** The quote, while it is of what stands on the screen, or is being paid. */
  of(shops: WantedShop[], to: Recipient): Quote | null {
    return this.unsure || same(this.asked, { shops, to }) ? this.quote : null;
  }

  drop(): void {
    this.quote = this.asked = null;
    this.unsure = false;
  }

  /** Only a refusal says that it was not paid; without an answer it may have been. */
  private failed({ code, status }: Problem): void {
    if (!status || status >= 500) this.unsure = true;
    else if (!OUTSIDE.includes(status)) {
      this.unsure = false;
      if (!PAYABLE.includes(code)) this.drop();
    }
  }

  /** What is confirmed: this payment of this quote. */
  get way() {
    return { use: "order" as const, id: this.id, to: this.quote!.digest };
  }

  async pay(confirmation?: Confirmation): Promise<Payment> {
    const path = { payment_id: this.id };
    const body = { quote: this.quote!.quote, confirmation: confirmation ?? null };
    const request = { params: { path }, body };
    try {
      this.paid = await ask(api.PUT("/orders/payments/{payment_id}", request));
    } catch (error) {
      this.failed(Problem.of(error));
      throw error;
    }
    this.drop();
    return this.paid;
  }
}

export const checkout = new Checkout();
