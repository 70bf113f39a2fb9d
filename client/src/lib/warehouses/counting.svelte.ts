import { uuidv7 } from "$lib/kernel/ids";
import { session } from "$lib/kernel/session.svelte";
import { scanned } from "./stock.svelte";
import type { Goods } from "./types";

export type Counted = Goods & { lot: string; n: number };
type Memory = { id: string; place: string; rows: Counted[] };

/** What somebody counts in a shop: kept on the device until it is booked, the last scanned first. */
export class Counting {
  rows = $state.raw<Counted[]>([]);
  place = $state("");
  id = uuidv7();
  private readonly key: string;

  constructor(private readonly shop: string) {
    this.key = `stock.counting.${shop}`;
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<Memory>(this.key).catch(() => undefined);
    if (kept) [this.id, this.place, this.rows] = [kept.id, kept.place, kept.rows];
  }

  /** One more of what has this code. A thing in lots is counted without one, unless told. */
  async scan(code: string): Promise<Counted> {
    const found = await scanned(this.shop, code);
    const { variant_id, item_id, title, options, sku, gtin, picture_url } = found;
    const before = this.rows.find((one) => one.variant_id === variant_id);
    const lots = found.there.filter(
      (one) => one.warehouse_id === this.place && one.lot && one.units > 0,
    );
    const lot = before?.lot ?? (lots.length === 1 ? lots[0]!.lot : "");
    const goods = { variant_id, item_id, title, options, sku, gtin, picture_url };
    this.set({ ...goods, lot, n: (before?.n ?? 0) + 1 });
    return this.rows[0]!;
  }

  set(one: Counted): void {
    const others = this.rows.filter(
      (each) => each.variant_id !== one.variant_id || each.lot !== one.lot,
    );
    this.rows = [one, ...others];
    this.keep();
  }

  drop(one: Counted): void {
    this.rows = this.rows.filter((each) => each !== one);
    this.keep();
  }

  /** It is booked: the next one begins. */
  over(): void {
    [this.id, this.rows] = [uuidv7(), []];
    this.keep();
  }

  keep(): void {
    const memory: Memory = { id: this.id, place: this.place, rows: this.rows };
    void session.store?.set(this.key, memory).catch(() => {});
  }
}
