import { uuidv7 } from "$lib/kernel/ids";
import { minor, typed } from "$lib/kernel/money";
import type { ItemInput, OwnItem, PictureShown, StockInput, VariantInput } from "./types";

/** So many things can be chosen of an item: colour, size, filling. */
export const MOST_OPTIONS = 3;

/**
 * A variant as it is typed: a value of each option; amounts and numbers as text, so that half of
 * one can stand there. `picture`: the one that shows it.
 */
export type TypedVariant = {
  id: string;
  values: string[];
  price: string;
  units: string;
  picture: string | null;
};

/** An item as its shop types it; what is not typed here is kept as it is. */
export class ItemDraft {
  title = $state("");
  body = $state("");
  category = $state("");
  kind = $state<ItemInput["kind"]>("new");
  /** What one chooses of it, by name. */
  options = $state<string[]>([]);
  variants = $state<TypedVariant[]>([]);
  pictures = $state.raw<PictureShown[]>([]);
  /** Scanned, of something new. */
  gtin = $state("");
  private from: OwnItem | null = null;

  constructor(
    readonly shop: string,
    readonly currency: string,
  ) {
    this.add();
  }

  get several(): boolean {
    return this.options.length > 0;
  }

  /** One more, like the last one but for what it is the last option of. */
  add(): void {
    const last = this.variants.at(-1);
    if (last && !this.several) this.addOption();
    const values = last ? [...last.values.slice(0, -1), ""] : [];
    this.variants.push({
      id: uuidv7(),
      values,
      price: last?.price ?? "",
      units: "",
      picture: this.options.length > 1 ? (last?.picture ?? null) : null,
    });
  }

  drop(id: string): void {
    this.variants = this.variants.filter((one) => one.id !== id);
    if (this.variants.length > 1) return;
    this.options = [];
    for (const one of this.variants) one.values = [];
  }

  addOption(): void {
    this.options.push("");
    for (const one of this.variants) one.values.push("");
  }

  dropOption(at: number): void {
    this.options.splice(at, 1);
    for (const one of this.variants) one.values.splice(at, 1);
  }

  take(item: OwnItem): void {
    this.from = item;
    [this.title, this.body, this.category, this.kind] = [
      item.title,
      item.body,
      item.category,
      item.kind,
    ];
    this.options = item.options.map(({ name }) => name);
    this.pictures = item.pictures;
    this.variants = item.variants.map((one) => ({
      id: one.id,
      values: [...one.options],
      price: typed(one.price, this.currency),
      units: String(one.units),
      picture: one.picture,
    }));
  }

  /** What is missing before it can be kept. */
  get complete(): boolean {
    const said = [...this.options, ...this.variants.flatMap(({ values }) => values)];
    const named = said.every((one) => one.trim());
    return Boolean(this.title.trim() && named && this.variants.every((v) => this.priceOf(v)));
  }

  priceOf(one: TypedVariant): number {
    return minor(one.price, this.currency) ?? 0;
  }

  /** Where another number is typed than lay there: more came in, less was counted. */
  get restocked(): StockInput[] {
    const before = new Map(this.from?.variants.map((one) => [one.id, one.units]));
    return this.variants
      .filter(({ id, units }) => /^\d{1,6}$/.test(units.trim()) && before.get(id) !== Number(units))
      .map(({ id, units }) => {
        const [seen, n] = [before.get(id) ?? 0, Number(units)];
        return n > seen
          ? { variant_id: id, why: "receive", units: n - seen, seen }
          : { variant_id: id, why: "count", units: n, seen };
      });
  }

  get input(): ItemInput {
    const { title, body, category, kind, from } = this;
    const kept = from && {
      brand: from.brand,
      tax_class: from.tax_class,
      attributes: from.attributes,
      texts: from.texts,
      handle: from.handle,
    };
    const options = this.options.map((name, at) => ({
      name,
      values: [...new Set(this.variants.map(({ values }) => values[at]!.trim()))],
    }));
    const variants = this.variants.map((one) => this.variant(one));
    return { merchant_id: this.shop, title, body, category, kind, ...kept, options, variants };
  }

  private variant(one: TypedVariant): VariantInput {
    const before = this.from?.variants.find(({ id }) => id === one.id);
    const scanned = !before && this.gtin && !this.several ? { gtin: this.gtin } : null;
    // What it costs the shop is not typed here: it stays as it is known.
    const own = before && {
      sku: before.sku,
      gtin: before.gtin,
      list_price: before.list_price,
      contents: before.contents,
      no_withdrawal: before.no_withdrawal,
      weight_g: before.weight_g,
      purchase_limit: before.purchase_limit,
    };
    // It may have been taken away.
    const picture = this.pictures.some(({ id }) => id === one.picture) ? one.picture : null;
    const options = one.values.map((value) => value.trim());
    return { ...own, ...scanned, id: one.id, options, price: this.priceOf(one), picture };
  }
}
