import { uuidv7 } from "$lib/kernel/ids";
import { minor, typed } from "$lib/kernel/money";
import type { ItemInput, OwnItem, StockInput, VariantInput } from "./types";

/** A variant as it is typed: amounts and numbers as text, so that half of one can stand there. */
export type TypedVariant = { id: string; option: string; price: string; units: string };

/** An item as its shop types it, with one option at most; what else it has is kept as it is. */
export class ItemDraft {
  title = $state("");
  body = $state("");
  category = $state("");
  kind = $state<ItemInput["kind"]>("new");
  optionName = $state("");
  variants = $state<TypedVariant[]>([]);
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
    return this.variants.length > 1 || this.optionName !== "";
  }

  /** More than one option is changed by a catalogue, not here. */
  get simple(): boolean {
    return (this.from?.options.length ?? 0) <= 1;
  }

  add(): void {
    this.variants.push({ id: uuidv7(), option: "", price: "", units: "" });
  }

  drop(id: string): void {
    this.variants = this.variants.filter((one) => one.id !== id);
    if (this.variants.length === 1) this.optionName = "";
  }

  take(item: OwnItem): void {
    this.from = item;
    [this.title, this.body, this.category, this.kind] = [
      item.title,
      item.body,
      item.category,
      item.kind,
    ];
    this.optionName = item.options[0]?.name ?? "";
    this.variants = item.variants.map((one) => ({
      id: one.id,
      option: one.options.join(" / "),
      price: typed(one.price, this.currency),
      units: String(one.units),
    }));
  }

  /** What is missing before it can be kept. */
  get complete(): boolean {
    const named = !this.several || (this.optionName.trim() && this.variants.every((v) => v.option));
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
    const values = this.variants.map((one) => one.option.trim());
    const options = !this.simple
      ? from!.options
      : this.several
        ? [{ name: this.optionName, values: [...new Set(values)] }]
        : [];
    const variants = this.variants.map((one, n) => this.variant(one, values[n]!));
    return { merchant_id: this.shop, title, body, category, kind, ...kept, options, variants };
  }

  private variant(one: TypedVariant, option: string): VariantInput {
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
      picture: before.picture,
      purchase_limit: before.purchase_limit,
    };
    const options = !this.simple && before ? before.options : this.several ? [option] : [];
    return { ...own, ...scanned, id: one.id, options, price: this.priceOf(one) };
  }
}
