import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { cards } from "./cards.svelte";
import type { Card } from "./types";

/** One thing in full, on its own screen; read anew whenever its card is not what it was. */
export class Viewed<T extends { card: Card }> {
  value = $state.raw<T | null>(null);
  trouble = $state.raw<unknown>(null);

  private readonly latest = new Latest();

  constructor(
    private readonly ref: string,
    private readonly fetch: () => Promise<T>,
  ) {}

  /** For `$effect`: reads it, and listens until the screen is gone. */
  watch = (): (() => void) => {
    void this.load();
    return connection.cards.add((ref) => {
      if (!ref || ref === this.ref) void this.load();
    });
  };

  async load(): Promise<void> {
    this.trouble = null;
    try {
      const value = await this.latest.of(this.fetch());
      if (value) this.take(value);
    } catch (error) {
      this.trouble = error;
    }
  }

  take = (value: T): void => {
    this.value = value;
    cards.take(value.card);
  };
}
