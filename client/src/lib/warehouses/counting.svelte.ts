import { uuidv7 } from "$lib/kernel/ids";
import { session } from "$lib/kernel/session.svelte";
import { scanned } from "./stock.svelte";
import type { Goods } from "./types";

export type Counted = Goods & { lot: string; n: number };
/** Something was scanned of which there are several lots, "" among them: somebody has to look. */
export type Asked = { goods: Goods; lots: string[] };
type Sheet = { id: string; rows: Counted[] };
type Memory = { place: string; sheets: Record<string, Sheet> };

/** What somebody counts in a shop, for each of its places: kept on the device until it is booked, the last scanned first. */
export class Counting {
  place = $state("");
  asked = $state.raw<Asked>();
  private sheets = $state.raw<Record<string, Sheet>>({});
  private readonly key: string;

  constructor(private readonly shop: string) {
    this.key = `stock.counts.${shop}`;
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<Memory>(this.key).catch(() => undefined);
    if (kept) [this.place, this.sheets] = [kept.place, kept.sheets];
  }

  get rows(): Counted[] {
    return this.sheets[this.place]?.rows ?? [];
  }

  /** Of the count at this place, the same until it is booked. */
  get id(): string {
    const { sheets, place } = this;
    if (!sheets[place]) this.put({ id: uuidv7(), rows: [] });
    return this.sheets[place]!.id;
  }

  /** From now on somebody counts there. */
  at(place: string): void {
    [this.place, this.asked] = [place, undefined];
    this.keep();
  }

  /** One more of what has this code; where several lots of it lie here, the lot is asked for. */
  async scan(code: string): Promise<void> {
    const place = this.place;
    const found = await scanned(this.shop, code);
    if (place !== this.place) return;
    const { variant_id, item_id, title, options, sku, gtin, picture_url } = found;
    const goods = { variant_id, item_id, title, options, sku, gtin, picture_url };
    const here = found.there.filter((one) => one.warehouse_id === place && one.units > 0);
    const lots = here.map((one) => one.lot).filter(Boolean);
    if (lots.length === 0) this.add(goods, "");
    else if (here.length === 1) this.add(goods, lots[0]!);
    else this.asked = { goods, lots: [...lots, ""] };
  }

  /** It was of this lot. */
  choose(lot: string): void {
    if (this.asked) this.add(this.asked.goods, lot);
    this.asked = undefined;
  }

  private add(goods: Goods, lot: string): void {
    const same = (one: Counted) => one.variant_id === goods.variant_id && one.lot === lot;
    const before = this.rows.find(same)?.n ?? 0;
    const others = this.rows.filter((one) => !same(one));
    this.put({ id: this.id, rows: [{ ...goods, lot, n: before + 1 }, ...others] });
  }

  /** So many more or less of a row; less than none: it was not counted. */
  change(one: Counted, by: number): void {
    const changed = one.n + by < 0 ? [] : [{ ...one, n: one.n + by }];
    const rows = this.rows.flatMap((each) => (each === one ? changed : [each]));
    this.put({ id: this.id, rows });
  }

  /** It is booked: the next one begins. */
  over(): void {
    this.put({ id: uuidv7(), rows: [] });
  }

  private put(sheet: Sheet): void {
    this.sheets = { ...this.sheets, [this.place]: sheet };
    this.keep();
  }

  private keep(): void {
    const memory: Memory = { place: this.place, sheets: this.sheets };
    void session.store?.set(this.key, memory).catch(() => {});
  }
}
