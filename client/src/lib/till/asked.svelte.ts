import { api, ask } from "$lib/kernel/api";
import type { Payment } from "./types";

/** The payer's own no: nothing that the phone has to be told. */
const DECLINED = "payer_declined";

/** What tills did with the codes of this phone: the payment that waits for a yes, and what ended. */
class AskedPayments {
  waiting = $state.raw<Payment[]>([]);
  readonly first = $derived(this.waiting[0] ?? null);
  private told = new Set<string>();

  async read(): Promise<Payment[]> {
    const { payments, ended } = await ask(api.GET("/pay/intents"));
    this.waiting = payments;
    return ended;
  }

  /** What came of a code that was shown since `opened` (ms, the town's clock), each once. */
  async look(opened: number): Promise<Payment | null> {
    const ended = await this.read();
    const found = ended.find(
      (one) =>
        one.problem !== DECLINED && Date.parse(one.created_at) >= opened && !this.told.has(one.id),
    );
    if (found) this.told.add(found.id);
    return found ?? null;
  }

  /** The till learns that it is not to be. */
  async decline(): Promise<void> {
    const { id: intent_id } = this.first!;
    this.waiting = this.waiting.slice(1);
    await ask(api.POST("/pay/intents/{intent_id}/decline", { params: { path: { intent_id } } }));
  }
}

export const askedPayments = new AskedPayments();
