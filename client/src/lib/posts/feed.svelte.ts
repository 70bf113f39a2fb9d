import { session } from "$lib/kernel/session.svelte";
import { shelf } from "./shelf.svelte";
import type { Page, Post } from "./types";

type Fetch = (before: string | null) => Promise<Page>;

/**
 * A timeline: what this device remembers at once, then anew from the top. Pages below are kept
 * when the new top meets them, so there is never a hole in what is shown.
 */
export class Feed {
  ids = $state.raw<string[]>([]);
  loaded = $state(false);
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  more = $state(false);
  private next: string | null = null;
  private run = 0;
  private last: Promise<void> = Promise.resolve();

  /** `key`: under which the first page is remembered; none: it is not. */
  constructor(
    private readonly fetch: Fetch,
    private readonly key?: string,
  ) {}

  get posts(): Post[] {
    return this.ids.map((id) => shelf.get(id)).filter((post) => post !== undefined);
  }

  /** What was asked for last is shown, or is in trouble. */
  get settled(): Promise<void> {
    return this.last;
  }

  async open(): Promise<void> {
    if (!this.loaded && this.key) {
      const kept = await session.store?.get<Post[]>(this.key).catch(() => undefined);
      if (kept && !this.loaded) {
        this.ids = shelf.take(kept);
        this.loaded = true;
      }
    }
    await this.refresh();
  }

  /**
   * Reads the top anew; who asked earlier waits for what is asked last, which alone is shown.
   * `whole`: pages below are not kept, since what may be seen there has changed.
   */
  refresh(whole = false): Promise<void> {
    return this.read(null, (page) => this.begin(page, whole));
  }

  async further(): Promise<void> {
    if (this.busy || !this.more) return;
    await this.read(this.next, (page) => {
      this.ids = [...new Set([...this.ids, ...shelf.take(page.posts)])];
      this.follow(page.next);
    });
  }

  private read(before: string | null, show: (page: Page) => void): Promise<void> {
    return (this.last = this.ask(++this.run, before, show));
  }

  private async ask(run: number, before: string | null, show: (page: Page) => void): Promise<void> {
    this.busy = true;
    this.trouble = null;
    try {
      const page = await this.fetch(before);
      if (run === this.run) show(page);
    } catch (error) {
      if (run === this.run) this.trouble = error;
    }
    if (run === this.run) this.busy = false;
    else await this.last;
  }

  /** Shows something of one's own before the town was asked again. */
  prepend(post: Post): void {
    shelf.put(post);
    this.ids = [post.id, ...this.ids.filter((id) => id !== post.id)];
  }

  private begin(page: Page, whole: boolean): void {
    const fresh = shelf.take(page.posts);
    const last = fresh.at(-1);
    const meets = last ? this.ids.indexOf(last) : -1;
    const ends = whole || page.next === null;
    const below = meets >= 0 && !ends ? this.ids.slice(meets + 1) : [];
    if (!below.length) this.follow(page.next);
    this.ids = [...new Set([...fresh, ...below])];
    this.loaded = true;
    if (this.key) void session.store?.set(this.key, page.posts).catch(() => {});
  }

  private follow(next: string | null): void {
    this.next = next;
    this.more = next !== null;
  }
}
