import { composed, largestFirst, taken, type Parts } from "./address-form";
import { townForm } from "./addresses.svelte";
import type { Address } from "./types";

/** The levels of China below the country. */
const LEVELS = 5;

/** An address as it is typed: by the form of the town's country, or as somebody likes. */
export class AddressDraft {
  chosen = $state<string>();
  levels = $state<string[]>([]);
  parts = $state<Parts>({});
  place = $state("");
  line = $state("");
  plus = $state("");

  constructor(private readonly known: Address | null) {
    this.levels = Array.from({ length: LEVELS }, (_, n) => known?.divisions[n] ?? "");
    this.place = known ? [...known.divisions].reverse().join(", ") : "";
    this.line = known?.line ?? "";
    this.plus = known?.plus_code ?? "";
  }

  /** Asks for the form of the town's country. */
  async load(): Promise<void> {
    await townForm.load();
    const { form, known } = this;
    if (form && known?.country === form.country) this.parts = taken(form, known.divisions);
  }

  /** That of the town's country, that of what is kept, and as one likes. */
  get forms(): string[] {
    const kept = this.known?.country === "CN" ? "CN" : undefined;
    return [...new Set([townForm.value?.country, kept, "ZZ"].filter((one) => !!one))] as string[];
  }

  get country(): string {
    const { chosen, forms, known } = this;
    if (chosen) return chosen;
    if (!known) return townForm.value?.country ?? "ZZ";
    return forms.includes(known.country) ? known.country : "ZZ";
  }

  get form() {
    const here = townForm.value;
    return here && this.country === here.country && here.country !== "CN" ? here : null;
  }

  get streetFirst(): boolean {
    return !!this.form && !largestFirst(this.form.country);
  }

  private get divisions(): string[] {
    const { form, country } = this;
    const said = form ? composed(form, this.parts) : country === "CN" ? this.levels : [this.place];
    return said.map((one) => one.trim()).filter(Boolean);
  }

  /** Whether enough is said to find it, without a pin. */
  get complete(): boolean {
    if (this.plus.trim()) return true;
    const missing = this.form?.parts.some((one) => one.required && !this.parts[one.token]?.trim());
    return !missing && (this.divisions.length > 0 || !!this.line.trim());
  }

  get said() {
    const { chosen, forms, known } = this;
    // Another country's stays that country's, however it is shown.
    const elsewhere = known && !chosen && !forms.includes(known.country);
    return {
      country: elsewhere ? known.country : this.country,
      divisions: this.divisions,
      line: this.line,
      plus_code: this.plus,
    };
  }
}
