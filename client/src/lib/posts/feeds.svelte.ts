import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import { Feed } from "./feed.svelte";
import { shelf } from "./shelf.svelte";
import type { Author, Post, Topic } from "./types";
import { isMoment } from "./types";

const upTo = (before: string | null, more: object = {}) => ({
  params: { query: { ...more, ...(before && { before }) } },
});

/** Those of which the stream tells all who have them on their timelines. */
const FANNED_OUT: ReadonlySet<string> = new Set(["public", "unlisted", "followers"]);

export type SquareTab = "following" | "hot" | "nearby";

/** Not finer than some hundred metres: nobody needs to know the door. */
const coarse = (degrees: number) => Math.round(degrees * 500) / 500;

/** The Square and Moments, as this person has them; opened once, fresh whenever they are looked at. */
class Feeds {
  following = $state.raw(new Feed((b) => ask(api.GET("/square/home", upTo(b))), "feed:home"));
  hot = $state.raw(new Feed((b) => ask(api.GET("/square/hot", upTo(b))), "feed:hot"));
  moments = $state.raw(new Feed((b) => ask(api.GET("/moments", upTo(b))), "feed:moments"));
  nearby = $state.raw<Feed | null>(null);
  topics = $state.raw<Topic[]>([]);
  /** Who showed something in Moments since one looked. */
  newMoment = $state.raw<Author | null>(null);
  /** Something new is above what is shown. */
  fresh = $state(false);
  private opened = false;
  /** Posts of one's own of which the stream is about to tell, too. */
  private own = 0;

  constructor() {
    session.changed.add((me) => this.begin(!!me));
    connection.changes.add((what) => {
      if (!this.opened) return;
      if (what === "posts" && this.own) this.own--;
      else if (what === "posts") this.fresh = true;
      if (what === "moments") void this.lookForMoments();
    });
    connection.missedPosts.add(() => void this.lookForPosts());
    connection.posts.add(() => void (this.watching && this.moments.refresh()));
  }

  /** Moments are on the screen: what is said there shows at once. */
  watching = false;

  async open(): Promise<void> {
    if (this.opened) return;
    this.opened = true;
    await Promise.all([this.following.open(), this.readTopics(), this.lookForMoments()]);
  }

  async renew(): Promise<void> {
    this.fresh = false;
    await Promise.all([this.following.refresh(true), this.readTopics()]);
  }

  async readTopics(): Promise<void> {
    const found = await ask(api.GET("/topics", { params: { query: { limit: 10 } } })).catch(
      () => null,
    );
    if (found) this.topics = found.topics;
  }

  /** Posts of a time without a line are news where the timeline was read before them. */
  private async lookForPosts(): Promise<void> {
    if (!this.opened) return;
    const top = ask(api.GET("/square/home", { params: { query: { limit: 1 } } }));
    const page = await top.catch(() => null);
    await this.following.settled;
    const [newest] = shelf.take(page?.posts ?? []);
    if (newest && !this.following.ids.includes(newest)) this.fresh = true;
  }

  async lookForMoments(): Promise<void> {
    const found = await ask(api.GET("/moments/new")).catch(() => null);
    if (found) this.newMoment = found.by;
    if (this.watching) await this.moments.refresh();
  }

  async seeMoments(): Promise<void> {
    this.newMoment = null;
    await ask(api.PUT("/moments/seen")).catch(() => {});
  }

  /** Where the device is, as far as its owner lets it say so. Throws a `GeolocationPositionError`. */
  async locate(): Promise<void> {
    const found = await new Promise<GeolocationPosition>((yes, no) =>
      navigator.geolocation.getCurrentPosition(yes, no, { timeout: 10_000, maximumAge: 300_000 }),
    );
    const here = {
      lat: coarse(found.coords.latitude),
      lon: coarse(found.coords.longitude),
    };
    this.nearby = new Feed((b) =>
      ask(api.GET("/square/nearby", { params: { query: { ...here, ...(b && { before: b }) } } })),
    );
    await this.nearby.open();
  }

  /** Shows a post of one's own, at once where it belongs; to its author it is no news. */
  async show(audience: Post["audience"], send: () => Promise<Post>): Promise<Post> {
    const told = Number(this.opened && FANNED_OUT.has(audience));
    this.own += told;
    try {
      const post = await send();
      this.prepend(post);
      return post;
    } catch (error) {
      this.own -= Math.min(told, this.own);
      throw error;
    }
  }

  private prepend(post: Post): void {
    (isMoment(post.audience) ? this.moments : this.following).prepend(post);
  }

  private begin(inside: boolean): void {
    this.opened = this.fresh = false;
    this.own = 0;
    this.topics = [];
    this.newMoment = this.nearby = null;
    if (inside) return;
    this.following = new Feed((b) => ask(api.GET("/square/home", upTo(b))), "feed:home");
    this.hot = new Feed((b) => ask(api.GET("/square/hot", upTo(b))), "feed:hot");
    this.moments = new Feed((b) => ask(api.GET("/moments", upTo(b))), "feed:moments");
  }
}

export const feeds = new Feeds();

export const saved = () => new Feed((b) => ask(api.GET("/square/saved", upTo(b))), "feed:saved");
export const liked = () => new Feed((b) => ask(api.GET("/square/liked", upTo(b))));
export const ofPerson = (person_id: string, what: "posts" | "answers") =>
  new Feed(
    (b) =>
      ask(
        api.GET("/profiles/{person_id}/posts", {
          params: { path: { person_id }, query: { what, ...(b && { before: b }) } },
        }),
      ),
    `feed:u:${person_id}:${what}`,
  );
export const momentsOf = (person_id: string) =>
  new Feed((b) =>
    ask(
      api.GET("/moments/people/{person_id}", {
        params: { path: { person_id }, query: b ? { before: b } : {} },
      }),
    ),
  );
export const ofTopic = (name: string) =>
  new Feed(
    (b) =>
      ask(
        api.GET("/topics/{name}/posts", {
          params: { path: { name }, query: b ? { before: b } : {} },
        }),
      ),
    `feed:t:${name}`,
  );
export const ofList = (list_id: string) =>
  new Feed((b) =>
    ask(
      api.GET("/square/lists/{list_id}", {
        params: { path: { list_id }, query: b ? { before: b } : {} },
      }),
    ),
  );
export const repostsOf = (post_id: string) =>
  new Feed((b) =>
    ask(
      api.GET("/posts/{post_id}/reposts", {
        params: { path: { post_id }, query: b ? { before: b } : {} },
      }),
    ),
  );
export const found = (q: string) =>
  new Feed((b) =>
    ask(api.GET("/search/posts", { params: { query: { q, ...(b && { before: b }) } } })),
  );
