/**
 * What a person chose on a switch or among a few lines, shown until what the choice began has
 * ended: a reading that lands meanwhile does not turn it back and forth. A choice made meanwhile
 * comes after the one before. When all has ended the facts are shown, and after a refusal these are
 * the old ones.
 */
export class Choosing<T> {
  private chosen = $state.raw<{ value: T } | null>(null);
  private running = false;

  /** What to show of what the facts say. */
  shown(fact: T): T {
    return this.chosen ? this.chosen.value : fact;
  }

  /** `act` says by itself what became of it: it must not reject. */
  async choose(value: T, act: (value: T) => unknown): Promise<void> {
    this.chosen = { value };
    if (this.running) return;
    this.running = true;
    try {
      while (this.chosen) {
        const sent: { value: T } = this.chosen;
        await act(sent.value);
        if (this.chosen === sent) this.chosen = null;
      }
    } finally {
      this.chosen = null;
      this.running = false;
    }
  }
}
