import { Kept } from "./kept.svelte";
import { once } from "./once";

/** A page as the town answers it, with its rows under whatever name. */
type Answer = { next: string | null };

/** A list that this device remembers, with its first page, and reads on page by page. */
export class Paged<T extends Answer> extends Kept<T> {
  constructor(
    key: string,
    private readonly page: (query: { before?: string }) => Promise<T>,
    private readonly joined: (known: T, more: T) => T,
  ) {
    super(key, () => page({}));
  }

  async more(): Promise<void> {
    const known = this.value;
    if (!known?.next) return;
    const found = await this.page({ before: known.next });
    this.value = { ...this.joined(known, found), next: found.next };
  }
}

/** What came before and what follows, each once. */
export const after = <T>(known: T[], more: T[], key: (one: T) => unknown): T[] =>
  once([...known, ...more], key);
