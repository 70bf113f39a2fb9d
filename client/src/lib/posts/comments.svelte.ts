import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { once } from "$lib/kernel/once";
import { shelf } from "./shelf.svelte";
import type { Comment, Thread } from "./types";

export type Sort = "time" | "heat";

const at = (comment_id: string) => ({ params: { path: { comment_id } } });

/** What is said under one post. */
export class Comments {
  threads = $state.raw<Thread[]>([]);
  sort = $state<Sort>("heat");
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);
  next = $state<string | null>(null);
  private off: () => void;

  constructor(readonly post_id: string) {
    this.off = connection.posts.add((id) => void (id === post_id && this.read()));
  }

  close(): void {
    this.off();
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      const page = await this.page(null);
      this.threads = page.comments;
      this.next = page.next;
      this.loaded = true;
    } catch (error) {
      this.trouble = error;
    }
  }

  async further(): Promise<void> {
    if (!this.next) return;
    const page = await this.page(this.next);
    this.threads = once([...this.threads, ...page.comments], (one) => one.id);
    this.next = page.next;
  }

  /** All that stands below one of them. */
  async unfold(thread: Thread): Promise<void> {
    const page = await ask(
      api.GET("/comments/{comment_id}/replies", {
        params: { path: { comment_id: thread.id }, query: { limit: 50 } },
      }),
    );
    this.replace({ ...thread, first: page.comments });
  }

  async write(text: string, answers?: Comment): Promise<void> {
    try {
      await say(this.post_id, text, answers?.id);
    } catch (error) {
      shelf.missed(this.post_id, error);
      throw error;
    }
    await Promise.all([this.read(), shelf.read(this.post_id)]);
  }

  async like(comment: Comment): Promise<void> {
    const liked = !comment.liked;
    this.change({ ...comment, liked, likes: (comment.likes ?? 0) + (liked ? 1 : -1) });
    try {
      await ask(
        liked
          ? api.PUT("/comments/{comment_id}/like", at(comment.id))
          : api.DELETE("/comments/{comment_id}/like", at(comment.id)),
      );
    } catch (error) {
      this.change(comment);
      throw error;
    }
  }

  async delete(comment: Comment): Promise<void> {
    await ask(api.DELETE("/comments/{comment_id}", at(comment.id)));
    await Promise.all([this.read(), shelf.read(this.post_id)]);
  }

  private page(after: string | null) {
    const query = { sort: this.sort, ...(after && { after }) };
    return ask(
      api.GET("/posts/{post_id}/comments", { params: { path: { post_id: this.post_id }, query } }),
    );
  }

  private replace(thread: Thread): void {
    this.threads = this.threads.map((one) => (one.id === thread.id ? thread : one));
  }

  private change(comment: Comment): void {
    this.threads = this.threads.map((one) => ({
      ...(one.id === comment.id ? { ...one, ...comment } : one),
      first: one.first?.map((below) => (below.id === comment.id ? comment : below)) ?? [],
    }));
  }
}

/** Says something under a post. */
export const say = (post_id: string, text: string, answers?: string): Promise<Comment> =>
  ask(
    api.PUT("/posts/{post_id}/comments/{comment_id}", {
      params: { path: { post_id, comment_id: uuidv7() } },
      body: { text, ...(answers && { answers }) },
    }),
  );
