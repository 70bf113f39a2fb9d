import { api, ask } from "$lib/kernel/api";
import { once } from "$lib/kernel/once";
import type { components } from "$lib/kernel/schema";

export type Found = components["schemas"]["FoundMessage"];

const PAUSE = 250;

/** What is kept to: one person's messages; pictures and films, files, or links. */
export type Only = { sender?: string; only?: "media" | "file" | "link" };

export const foundKey = (one: Found) => `${one.conversation_id}.${one.message.seq}`;

/** What is shown of messages that were found, and how more of them come. */
export type Finding = Pick<Search, "found" | "busy" | "trouble" | "next" | "answered"> & {
  begin: () => Promise<void>;
  more: () => Promise<void>;
};

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
  private only: Only = {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `conversation`: only in this one. */
  constructor(private readonly conversation?: string) {}

  /** What is being typed; asked when the person pauses. */
  look(query: string, only: Only = {}): void {
    const wanted = query.trim();
    const same = only.sender === this.only.sender && only.only === this.only.only;
    if (wanted === this.query && same) return;
    [this.query, this.only] = [wanted, only];
    clearTimeout(this.timer);
    const something = wanted !== "" || !!only.sender || !!only.only;
    this.busy = something;
    if (!same) this.found = [];
    if (something) this.timer = setTimeout(() => void this.begin(), same ? PAUSE : 0);
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
    const { conversation, only } = this;
    const place = { ...(conversation && { conversation }), ...(before && { before }) };
    const narrowed = { ...place, ...only };
    try {
      const page = await ask(
        api.GET("/search/messages", { params: { query: { q: query, ...narrowed } } }),
      );
      if (query !== this.query || only !== this.only) return;
      // Nothing in this stretch of history, but there is more of it.
      if (!page.found.length && page.next) return await this.read(query, page.next, then);
      then(page);
    } catch (error) {
      if (query === this.query && only === this.only) [this.trouble, this.busy] = [error, false];
    }
  }

  private take(query: string, found: Found[], next: string | null): void {
    [this.answered, this.found, this.next, this.busy] = [query, found, next, false];
  }
}
