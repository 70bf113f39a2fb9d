import { uuidv7 } from "$lib/kernel/ids";
import { upload } from "$lib/kernel/api";
import { Bringing, type Import } from "./model.svelte";

/** How many of a kind an import brought. */
export const brought = ({ counts }: Import, kind: "item" | "file"): number =>
  counts.find((one) => one.kind === kind)?.brought ?? 0;

/** Sends the catalogue of a shop; the answer says what is in it and what would become of it. */
export function sendCatalogue(
  shop: string,
  file: File,
  onProgress: (part: number) => void,
): Promise<Import> {
  const query = new URLSearchParams({ name: file.name, target: "goods", shop });
  return upload<Import>(`/imports/${uuidv7()}?${query}`, file, onProgress);
}

/** The catalogue of a shop: in which category what it does not sort comes, and for which rate. */
export class GoodsBringing extends Bringing {
  category = $state("");
  rate = $state("");
  readonly goods = $derived(this.file.goods!);
  readonly total = $derived(this.goods.new + this.goods.changed + this.goods.same);
  /** How many items would be written. */
  readonly news = $derived(this.goods.new + this.goods.changed);

  constructor(file: Import) {
    super(file);
    this.category = file.options.category ?? "";
    this.rate = file.options.rate ?? "";
  }

  /** Looks at the file again, with what was chosen since. */
  async again(): Promise<void> {
    await this.change({ category: this.category, rate: this.rate });
  }
}
