import { uuidv7 } from "$lib/kernel/ids";
import { parts } from "$lib/pay/splits";
import type { Bill } from "$lib/pay/types";
import type { Payment } from "$lib/till/types";
import type { Gathered } from "../gathered.svelte";

export type Mode = Bill["mode"];
export type ItemDraft = { key: string; label: string; amount: number | null; people: string[] };
type Part = { person_id: string; owed: number; extra: boolean };

/** A bill that is being put together, and what each one's part would be. */
export class Draft {
  readonly id = uuidv7();
  mode = $state<Mode>("even");
  title = $state("");
  total = $state<number | null>(null);
  /** Who shares it, who laid it out, what counts how much. */
  people = $state<string[]>([]);
  payers = $state<Record<string, number | null>>({});
  several = $state(false);
  weights = $state<Record<string, number>>({});
  exact = $state<Record<string, number | null>>({});
  items = $state<ItemDraft[]>([]);
  service = $state<number | null>(null);
  discount = $state<number | null>(null);
  together = $state(false);
  payee = $state<string | null>(null);
  /** What a till asks for, when it is that which is paid together. */
  asked = $state.raw<Payment | null>(null);
  preview = $state.raw<{ total: number; parts: Part[] } | null>(null);

  constructor(
    private readonly here: Gathered,
    private readonly currency: string,
  ) {
    this.addItem();
  }

  addItem(): void {
    this.items.push({ key: uuidv7(), label: "", amount: null, people: [] });
  }

  get bill(): Bill {
    const { title, mode, people, currency } = this;
    const bill: Bill = { conversation_id: this.here.id, title: title.trim(), mode, currency };
    if (mode === "even") bill.people = people;
    if (mode === "weights")
      bill.weights = people.map((id) => ({ person_id: id, weight: this.weights[id] ?? 1 }));
    if (mode === "exact")
      bill.exact = people.map((id) => ({ person_id: id, amount: this.exact[id] ?? 0 }));
    if (mode === "items") {
      bill.items = this.items
        .filter((one) => one.amount && one.people.length)
        .map(({ label, amount, people }) => ({ label: label.trim(), amount: amount!, people }));
      bill.service = this.service ?? 0;
      bill.discount = this.discount ?? 0;
    } else bill.total = this.sum;
    if (this.asked) bill.together = { intent_id: this.asked.id };
    else if (this.together && this.payee) bill.together = { payee_id: this.payee };
    else if (this.several)
      bill.payers = Object.entries(this.payers)
        .filter(([, amount]) => amount)
        .map(([person_id, amount]) => ({ person_id, amount: amount! }));
    return bill;
  }

  /** The total as far as it is known here; exact parts make their own. */
  get sum(): number {
    if (this.mode !== "exact") return this.asked?.amount ?? this.total ?? 0;
    return this.people.reduce((all, id) => all + (this.exact[id] ?? 0), 0);
  }

  get whole(): number {
    return this.preview?.total ?? this.sum;
  }

  /** What those who laid it out have still to account for. */
  get unlaid(): number {
    const laid = Object.values(this.payers).reduce<number>((all, one) => all + (one ?? 0), 0);
    return this.several && !this.together ? this.whole - laid : 0;
  }

  get ready(): boolean {
    const fits = !this.asked || this.whole === this.asked.amount;
    return !!this.preview && fits && !this.unlaid && (!this.together || !!this.payee);
  }

  /** Asks the town for everybody's part: the same numbers that it will keep. */
  async count(): Promise<void> {
    const bill = this.bill;
    const asked = JSON.stringify(bill);
    const some = bill.mode === "items" ? bill.items!.length : bill.total && this.people.length;
    const found = some ? await parts(this.id, bill).catch(() => null) : null;
    if (JSON.stringify(this.bill) === asked) this.preview = found;
  }
}
