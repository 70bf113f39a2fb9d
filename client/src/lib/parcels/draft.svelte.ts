import { minor, typed } from "$lib/kernel/money";
import { session } from "$lib/kernel/session.svelte";

type Kept = { about: string; keeps_days: number; fee: number; lat: number; lon: number };

/** What every place that keeps parcels says of itself, a counter or a locker, as it is typed. */
export class PointDraft {
  readonly currency = session.town?.money?.currency ?? "EUR";
  about = $state("");
  days = $state("");
  fee = $state("");
  pin = $state<{ lat: number; lon: number } | null>(null);
  private amount = $derived(this.fee.trim() ? minor(this.fee, this.currency) : 0);
  /** What is asked of the town; null: something is missing. */
  body = $derived.by((): Kept | null => {
    const { about, amount, pin } = this;
    if (!about.trim() || !pin || amount === null || !(+this.days > 0)) return null;
    return { about, keeps_days: +this.days, fee: amount, ...pin };
  });

  constructor(days: number) {
    this.days = `${days}`;
  }

  /** As it is now. */
  take({ about, keeps_days, fee, lat, lon }: Kept): void {
    [this.about, this.days] = [about, `${keeps_days}`];
    this.fee = fee ? typed(fee, this.currency) : "";
    this.pin = { lat, lon };
  }
}
