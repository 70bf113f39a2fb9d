import { api, ask } from "$lib/kernel/api";
import { badges } from "$lib/kernel/badges.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Latest } from "$lib/kernel/latest";
import { once } from "$lib/kernel/once";
import { session } from "$lib/kernel/session.svelte";
import type {
  Mute,
  Notice,
  People,
  Post,
  PostSettings,
  Profile,
  ReadingList,
  Someone,
  Topic,
} from "./types";

const who = (person_id: string) => ({ params: { path: { person_id } } });

export const profile = (id: string): Promise<Profile> =>
  ask(api.GET("/profiles/{person_id}", who(id)));

export const follow = (id: string, secret = false): Promise<Someone> =>
  ask(api.PUT("/follows/{person_id}", { ...who(id), body: { secret } }));
export const unfollow = (id: string): Promise<Someone> =>
  ask(api.DELETE("/follows/{person_id}", who(id)));

export type Which = "followers" | "following" | "requests" | "asked" | "suggested";

export function people(id: string, which: Which, before: string | null): Promise<People> {
  const query = before ? { before } : {};
  const path = { person_id: id };
  if (which === "requests") return ask(api.GET("/follow-requests", { params: { query } }));
  if (which === "asked") return ask(api.GET("/follow-requests/sent", { params: { query } }));
  if (which === "suggested") return ask(api.GET("/follow-suggestions"));
  if (which === "followers")
    return ask(api.GET("/profiles/{person_id}/followers", { params: { path, query } }));
  return ask(api.GET("/profiles/{person_id}/following", { params: { path, query } }));
}

/** Null where it is not known: without a network. */
export async function followsNobody(): Promise<boolean | null> {
  const me = session.me?.id;
  const found = me ? await profile(me).catch(() => null) : null;
  return found && !found.following;
}

export const answer = (id: string, accept: boolean) =>
  ask(api.PUT("/follow-requests/{person_id}", { ...who(id), body: { accept } }));

export const findPeople = async (q: string): Promise<Someone[]> =>
  (await ask(api.GET("/search/people", { params: { query: { q } } }))).people;
/** A whole name in another town, or the address of something there. */
const ELSEWHERE = /^(@?[\w.-]+@[\w-]+(\.[\w-]+)*(:\d+)?|https?:\/\/\S+)$/i;

/** Who, or which post, is there; nothing in a town that keeps to itself. */
export async function findElsewhere(q: string): Promise<{ people: Someone[]; posts: Post[] }> {
  const none = { people: [], posts: [] };
  if (!ELSEWHERE.test(q)) return none;
  return ask(api.GET("/fediverse/found", { params: { query: { q } } })).catch(() => none);
}
export const findTopics = async (q: string): Promise<Topic[]> =>
  (await ask(api.GET("/search/topics", { params: { query: { q } } }))).topics;

export const settings = (): Promise<PostSettings> => ask(api.GET("/post-settings"));
export const change = (body: Partial<PostSettings>): Promise<PostSettings> =>
  ask(api.PATCH("/post-settings", { body }));

export const mutes = async (): Promise<Mute[]> => (await ask(api.GET("/mutes"))).mutes;
export const mute = async (kind: Mute["kind"], value: string, until?: string): Promise<Mute[]> =>
  (await ask(api.PUT("/mutes", { body: { kind, value, ...(until && { until }) } }))).mutes;
export const unmute = async (kind: Mute["kind"], value: string): Promise<Mute[]> =>
  (await ask(api.DELETE("/mutes", { params: { query: { kind, value } } }))).mutes;
export const rule = (id: string, body: { hide_theirs: boolean; hide_mine: boolean }) =>
  ask(api.PUT("/moments/rules/{person_id}", { ...who(id), body }));

const list = (list_id: string) => ({ params: { path: { list_id } } });
export const lists = async (): Promise<ReadingList[]> => (await ask(api.GET("/lists"))).lists;
export const putList = async (id: string, name: string): Promise<ReadingList[]> =>
  (await ask(api.PUT("/lists/{list_id}", { ...list(id), body: { name } }))).lists;
export const listPage = (id: string) => ask(api.GET("/lists/{list_id}", list(id)));
export const dropList = (id: string) => ask(api.DELETE("/lists/{list_id}", list(id)));
export const placeOnList = (id: string, person_ids: string[]) =>
  ask(api.PUT("/lists/{list_id}/people", { ...list(id), body: { person_ids } }));

export const report = (kind: "post" | "person", ref: string, reason: string, forward: boolean) =>
  ask(
    api.PUT("/post-reports/{report_id}", {
      params: { path: { report_id: uuidv7() } },
      body: { kind, ref, reason, forward },
    }),
  );

/** What others did about one's posts. */
class News {
  notices = $state.raw<Notice[]>([]);
  next = $state<string | null>(null);
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);

  private readonly counts = new Latest();

  get unseen(): number {
    return badges.news;
  }

  private set unseen(n: number) {
    badges.news = n;
  }

  constructor() {
    session.changed.add(() => {
      this.notices = [];
      this.loaded = false;
      this.unseen = 0;
    });
    connection.changes.add((what) => void (what === "news" && this.count()));
  }

  async count(): Promise<void> {
    const found = await this.counts.of(ask(api.GET("/news/count"))).catch(() => null);
    if (found) this.unseen = found.count;
  }

  async open(): Promise<void> {
    const kept = await session.store?.get<Notice[]>("news").catch(() => undefined);
    if (kept && !this.loaded) this.notices = kept;
    this.trouble = null;
    try {
      const page = await ask(api.GET("/news"));
      this.notices = page.notices;
      this.next = page.next;
      this.loaded = true;
      void session.store?.set("news", page.notices).catch(() => {});
      if (this.unseen || page.notices.some((one) => one.new)) await ask(api.PUT("/news/seen"));
      this.unseen = 0;
    } catch (error) {
      this.trouble = error;
    }
  }

  async further(): Promise<void> {
    if (!this.next) return;
    const page = await ask(api.GET("/news", { params: { query: { before: this.next } } }));
    this.notices = once([...this.notices, ...page.notices], (one) => one.id);
    this.next = page.next;
  }
}

export const news = new News();
