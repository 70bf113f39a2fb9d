import { api, ask } from "$lib/kernel/api";
import { once } from "$lib/kernel/once";
import type { components } from "$lib/kernel/schema";

export type Found = components["schemas"]["FoundMessage"];

const PAUSE = 250;

export const foundKey = (one: Found) => `${one.conversation_id}.${one.message.seq}`;

/** Looking for messages over all history; the newest first, page by page. */
export class Search {
  found = $state.raw<Found[]>([]);
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  /** There are more further back. */
  next = $state<string | null>(null);
  /** What `found` is the answer to. */
  answered = $state("");
  private query = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `conversation`: only in this one. */
  constructor(private readonly conversation?: string) {}

  /** What is being typed; asked when the person pauses. */
  look(query: string): void {
    const wanted = query.trim();
    if (wanted === this.query) return;
    this.query = wanted;
    clearTimeout(this.timer);
    this.busy = wanted !== "";
    if (wanted) this.timer = setTimeout(() => void this.begin(), PAUSE);
    else this.take("", [], null);
  }

  async begin(): Promise<void> {
    const query = this.query;
    await this.read(query, null, (page) => this.take(query, page.found, page.next ?? null));
  }

  async more(): Promise<void> {
    const { query, next, found } = this;
    if (this.busy || !next) return;
    this.busy = true;
    await this.read(query, next, (page) =>
      this.take(query, once([...found, ...page.found], foundKey), page.next ?? null),
    );
  }

  private async read(
    query: string,
    before: string | null,
    then: (page: { found: Found[]; next?: string | null }) => void,
  ): Promise<void> {
    this.trouble = null;
    const { conversation } = this;
    const narrowed = { ...(conversation && { conversation }), ...(before && { before }) };
    try {
      const page = await ask(
        api.GET("/search/messages", { params: { query: { q: query, ...narrowed } } }),
      );
      if (query !== this.query) return;
      // Nothing in this stretch of history, but there is more of it.
      if (!page.found.length && page.next) return await this.read(query, page.next, then);
      then(page);
    } catch (error) {
      if (query === this.query) [this.trouble, this.busy] = [error, false];
    }
  }

  private take(query: string, found: Found[], next: string | null): void {
    [this.answered, this.found, this.next, this.busy] = [query, found, next, false];
  }
}
