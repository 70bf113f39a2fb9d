import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { say } from "$lib/kernel/say";
import { session } from "$lib/kernel/session.svelte";
import { toasts } from "$lib/kernel/toast.svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Post } from "./types";

const at = (post_id: string) => ({ params: { path: { post_id } } });

/**
 * Every post that is on a screen, once: whatever happens to it shows wherever it stands. An act
 * shows at once, and is taken back when the town says no.
 */
class Shelf {
  private readonly posts = new SvelteMap<string, Post>();

  constructor() {
    session.changed.add(() => this.posts.clear());
    connection.posts.add((id) => void (this.posts.has(id) && this.read(id).catch(() => {})));
  }

  get(id: string): Post | undefined {
    return this.posts.get(id);
  }

  /** Answers their ids. */
  take(posts: readonly Post[]): string[] {
    for (const post of posts) this.put(post);
    return posts.map((post) => post.id);
  }

  put(post: Post): void {
    const here = this.posts.get(post.id);
    this.posts.set(post.id, { ...here, ...post, ...(here && latest(here, post)) });
  }

  async read(id: string): Promise<Post> {
    try {
      const post = await ask(api.GET("/posts/{post_id}", at(id)));
      this.put({ ...absent, ...post });
      return post;
    } catch (error) {
      this.missed(id, error);
      throw error;
    }
  }

  /** An act on it failed: what is not there any more is on no screen. */
  missed(id: string, error: unknown): void {
    if (Problem.of(error).code === "no_post") this.drop(id);
  }

  drop(id: string): void {
    this.posts.delete(id);
  }

  like(post: Post): Promise<void> {
    const liked = !post.liked;
    const me = session.me;
    const others = (post.likers ?? []).filter((one) => one.id !== me?.id);
    const face = me && { ...me, name: me.display_name };
    const likers = post.likers && (liked && face ? [...others, face] : others);
    const shown = { liked, likes: post.likes + (liked ? 1 : -1), ...(likers && { likers }) };
    return this.act(post, shown, () =>
      ask(
        liked
          ? api.PUT("/posts/{post_id}/like", at(post.id))
          : api.DELETE("/posts/{post_id}/like", at(post.id)),
      ),
    );
  }

  save(post: Post): Promise<void> {
    const saved = !post.saved;
    return this.act(post, { saved }, () =>
      ask(
        saved
          ? api.PUT("/posts/{post_id}/saved", at(post.id))
          : api.DELETE("/posts/{post_id}/saved", at(post.id)),
      ),
    );
  }

  pin(post: Post): Promise<void> {
    const pinned = !post.pinned;
    return this.act(post, { pinned }, () =>
      ask(
        pinned
          ? api.PUT("/posts/{post_id}/pinned", at(post.id))
          : api.DELETE("/posts/{post_id}/pinned", at(post.id)),
      ),
    );
  }

  vote(post: Post, choices: number[]): Promise<void> {
    const before = post.results!;
    const votes = before.votes.map((n, i) => n + (choices.includes(i) ? 1 : 0));
    const results = { votes, voters: before.voters + 1, mine: choices };
    return this.act(post, { results }, () =>
      ask(api.PUT("/posts/{post_id}/vote", { ...at(post.id), body: { choices } })),
    );
  }

  async delete(post: Post): Promise<void> {
    await ask(api.DELETE("/posts/{post_id}", at(post.id)));
    this.drop(post.id);
  }

  private async act(post: Post, shown: Partial<Post>, action: () => Promise<Post>): Promise<void> {
    this.put({ ...post, ...shown });
    try {
      this.put({ ...absent, ...(await action()) });
    } catch (error) {
      this.put({ ...absent, ...post });
      this.missed(post.id, error);
      toasts.show(say(error), "bad");
    }
  }
}

/** An answer that was asked for before an edit and comes after it does not take the edit back. */
function latest(here: Post, post: Post): Partial<Post> {
  const { text, content, edited_at } = here;
  return edited_at && edited_at > (post.edited_at ?? "") ? { text, content, edited_at } : {};
}

/** What an answer leaves out when it is not so. */
const absent = {
  liked: false,
  saved: false,
  pinned: false,
  follows: false,
  gone: false,
  may_comment: true,
  may_quote: true,
};

export const shelf = new Shelf();
