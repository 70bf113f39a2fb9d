import { t } from "$lib/kernel/i18n.svelte";
import { reseat } from "./desk";
import { Choosing } from "./ordering.svelte";
import { atCounter } from "./selling";
import { readShow } from "./shows.svelte";
import type { Show, Ticket } from "./types";

/** One seat of a category, among those that are free or of the house. */
class OneSeat extends Choosing {
  constructor(
    show: Show,
    private readonly category: number | undefined,
  ) {
    super(show);
  }

  override free(n: number): boolean {
    const free = this.now?.seats[n] === "0" || this.ofHouse(n);
    return free && this.plan?.category[n] === this.category;
  }

  override toggle(n: number): void {
    if (this.chosen.includes(n)) this.chosen = [];
    else if (this.free(n)) this.chosen = [n];
  }
}

/** Somebody showed a ticket at the box office and sits elsewhere from now on. */
export class Reseating {
  /** The ticket as it is afterwards. */
  now = $state.raw<Ticket | null>(null);

  private constructor(
    readonly show: Show,
    readonly ticket: Ticket,
    readonly choosing: Choosing,
    private readonly code: string,
  ) {}

  static async of(show_id: string, code: string): Promise<Reseating> {
    const [show, { ticket }] = await Promise.all([readShow(show_id), atCounter(show_id, code)]);
    const category = show.categories.find((one) => one.name === ticket.category)?.n;
    const choosing = new OneSeat(show, category);
    await choosing.loadAtDesk();
    return new Reseating(show, ticket, choosing, code);
  }

  nameOf(n: number): string {
    const { row, number } = this.choosing.plan!;
    return t("tickets.seat", { row: row[n]!, seat: number[n]! });
  }

  async move(): Promise<void> {
    try {
      this.now = await reseat(this.show.id, this.code, this.choosing.chosen[0]!);
    } finally {
      await this.choosing.look();
    }
  }
}
