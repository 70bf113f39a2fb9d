import { connection } from "$lib/kernel/connection.svelte";
import { painted } from "$lib/kernel/idle";
import { session } from "$lib/kernel/session.svelte";
import type { Outgoing } from "$lib/kernel/store";
import type { Conversation, Face, Message } from "$lib/kernel/types";
import { MessageLog } from "./message-log.svelte";

/** Somebody by the name that one gave them; what they are looked up by where it is known. */
export type Known = Face & { handle?: string };

const FACES = "faces";

/** The person's conversations as this device has them, and what each view of them is made of. */
export class Conversations {
  list = $state<Conversation[]>([]);
  drafts = $state<Record<string, string>>({});
  loaded = $state(false);
  private faces = $state.raw(new Map<string, Face>());
  protected logs = new Map<string, MessageLog>();
  /** What waits to go out, as lists show it: a chat draws its own bubble first. */
  private waiting = $state.raw<readonly Outgoing[]>([]);

  /** Chats in which something was said, or is about to be; the pinned ones first. */
  private readonly all = $derived(
    this.list
      .filter((c) => c.last || c.kind === "group" || this.drafts[c.id] || this.waits(c.id))
      .sort((a, b) => {
        const pinned = Number(b.pinned ?? false) - Number(a.pinned ?? false);
        return pinned || (this.changedAt(b) < this.changedAt(a) ? -1 : 1);
      }),
  );
  private readonly shown = $derived(
    this.all.filter((c) => !c.archived && c.request !== "received"),
  );
  /** Chats with people; those with shops, offices and programs stand apart. */
  readonly newestFirst = $derived(this.shown.filter((c) => !c.person?.service));
  readonly services = $derived(this.shown.filter((c) => c.person?.service));
  readonly archived = $derived(this.all.filter((c) => c.archived && c.request !== "received"));
  /** From people who are no contacts. */
  readonly requests = $derived(this.all.filter((c) => c.request === "received"));
  readonly unread = $derived(this.countIn(this.newestFirst));
  /** It never stands among what friends said. */
  readonly unreadServices = $derived(this.countIn(this.services));
  /** Whoever is known from the chats, by the name that one gave them. */
  readonly people = $derived.by(() => {
    const known = new Map<string, Known>(this.faces);
    for (const { members_preview, senders } of this.list)
      for (const face of [...(members_preview ?? []), ...(senders ?? [])]) known.set(face.id, face);
    for (const { person, name } of this.list) if (person) known.set(person.id, { ...person, name });
    return known;
  });

  /** What this device remembers. */
  async load(): Promise<void> {
    const store = session.store;
    const [kept, drafts, faces] = await Promise.all([
      store?.conversations(),
      store?.drafts(),
      store?.get<Face[]>(FACES),
    ]);
    this.faces = new Map((faces ?? []).map((face) => [face.id, face]));
    const here = new Set(this.list.map((c) => c.id));
    this.list.push(...(kept ?? []).filter((c) => !here.has(c.id)));
    this.drafts = drafts ?? {};
    this.loaded ||= this.list.length > 0;
  }

  /** Those who said what was read from further up. */
  meet(faces: readonly Face[]): void {
    const news = faces.filter((face) => this.faces.get(face.id)?.name !== face.name);
    if (!news.length) return;
    this.faces = new Map([...this.faces, ...news.map((face) => [face.id, face] as const)]);
    void session.store?.set(FACES, [...this.faces.values()]).catch(() => {});
  }

  clear(): void {
    this.faces = new Map();
    this.list = [];
    this.drafts = {};
    this.logs.clear();
    this.loaded = false;
  }

  get(id: string): Conversation | undefined {
    return this.list.find((c) => c.id === id);
  }

  with(personId: string): Conversation | undefined {
    return this.list.find((c) => c.person?.id === personId);
  }

  private waits(id: string): boolean {
    return this.waiting.some((item) => item.conversation_id === id);
  }

  /** What waits to go out in a chat. */
  waitingIn(id: string): Outgoing[] {
    return this.waiting.filter((item) => item.conversation_id === id);
  }

  protected followOutbox(): void {
    $effect.root(() => {
      $effect(() => {
        const items = [...connection.outbox.items];
        void painted().then(() => (this.waiting = items));
      });
    });
  }

  private countIn(some: Conversation[]): number {
    return some.reduce((sum, c) => sum + (c.muted ? 0 : this.unreadOf(c)), 0);
  }

  unreadOf(c: Conversation): number {
    return c.unread || (c.marked_unread ? 1 : 0);
  }

  /** A conversation as the server has it now. */
  put(fresh: Conversation): Conversation {
    const at = this.list.findIndex((c) => c.id === fresh.id);
    if (at < 0) this.list.push(fresh);
    else this.list[at] = fresh;
    this.keep(fresh);
    return this.get(fresh.id)!;
  }

  /** It is not the person's any more. */
  drop(id: string): void {
    this.list = this.list.filter((c) => c.id !== id);
    this.logs.delete(id);
    void session.store?.dropConversation(id).catch(() => {});
  }

  log(id: string): MessageLog {
    let log = this.logs.get(id);
    if (!log) this.logs.set(id, (log = new MessageLog(id, (faces) => this.meet(faces))));
    return log;
  }

  async draft(id: string, text: string): Promise<void> {
    if (text) this.drafts[id] = text;
    else delete this.drafts[id];
    // The line is emptied when something is sent, which is drawn first.
    if (!text) await painted();
    await session.store?.putDraft(id, this.drafts[id] ?? "");
  }

  protected keep(c: Conversation, message?: Message): void {
    void session.store
      ?.saveConversation($state.snapshot(c) as Conversation, message)
      .catch(() => {});
  }

  private changedAt(c: Conversation): string {
    const waiting = this.waitingIn(c.id).at(-1)?.created_at ?? "";
    const last = c.last?.created_at ?? "";
    return waiting > last ? waiting : last;
  }
}
