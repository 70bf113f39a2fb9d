import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { once } from "$lib/kernel/once";
import { shelf } from "./shelf.svelte";
import type { Post, Thread } from "./types";

export type Sort = "time" | "heat";

/** What is said under one post. */
export class Comments {
  threads = $state.raw<Thread[]>([]);
  sort = $state<Sort>("heat");
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);
  next = $state<string | null>(null);
  private off: () => void;
  private readonly latest = new Latest();

  constructor(readonly post_id: string) {
    this.off = connection.posts.add((id) => void (id === post_id && this.read()));
  }

  close(): void {
    this.off();
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      const page = await this.latest.of(this.page(this.post_id, this.after(null)));
      if (!page) return;
      this.threads = page.comments;
      this.next = page.next;
      this.loaded = true;
    } catch (error) {
      this.trouble = error;
    }
  }

  async further(): Promise<void> {
    if (!this.next) return;
    const page = await this.page(this.post_id, this.after(this.next));
    this.threads = once([...this.threads, ...page.comments], (one) => one.id);
    this.next = page.next;
  }

  /** All that stands below one of them. */
  async unfold(thread: Thread): Promise<void> {
    const page = await this.page(thread.id, { limit: 50 });
    const whole = { ...thread, first: page.comments };
    this.threads = this.threads.map((one) => (one.id === thread.id ? whole : one));
  }

  /** Something was said here, or is gone. */
  async renew(): Promise<void> {
    await Promise.all([this.read(), shelf.read(this.post_id).catch(() => {})]);
  }

  private after(next: string | null) {
    return { sort: this.sort, ...(next && { after: next }) };
  }

  private async page(post_id: string, query: { sort?: Sort; after?: string; limit?: number }) {
    const page = await ask(
      api.GET("/posts/{post_id}/comments", { params: { path: { post_id }, query } }),
    );
    shelf.take(page.comments.flatMap(({ first = [], ...one }) => [one, ...first]));
    return page;
  }
}

/** Says something under a post, or below a comment. */
export const say = (answers: string, text: string): Promise<Post> =>
  ask(
    api.PUT("/posts/{post_id}", {
      params: { path: { post_id: uuidv7() } },
      body: { text, answers },
    }),
  );
