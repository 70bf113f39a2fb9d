import { api, ask } from "$lib/kernel/api";
import { idle, sparing } from "$lib/kernel/idle";
import { line } from "$lib/kernel/line.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Conversation, Message, Sync } from "$lib/kernel/types";
import { Thread } from "./thread.svelte";

/** How many of the newest chats are read ahead. */
const AHEAD = 3;
/** As many chats as a sync without a past brings at most. */
const FIRST = 50;

/** All conversations of the person: snapshot, live messages, reading, writing, drafts. */
class Chats {
  list = $state<Conversation[]>([]);
  drafts = $state<Record<string, string>>({});
  loaded = $state(false);
  /** What came in last from somebody else, for those who listen instead of looking. */
  heard = $state<Message | null>(null);
  private threads = new Map<string, Thread>();
  /** The conversation that is on the screen now. */
  private open: string | null = null;

  /** Chats in which something was said, or is about to be. */
  readonly newestFirst = $derived(
    this.list
      .filter((c) => c.last || this.drafts[c.id] || line.outbox.of(c.id).length)
      .sort((a, b) => (this.changedAt(b) < this.changedAt(a) ? -1 : 1)),
  );
  readonly unread = $derived(this.list.reduce((sum, c) => sum + c.unread, 0));

  attach(): void {
    line.syncs.add((sync) => this.takeSync(sync));
    line.messages.add((message) => this.take(message));
    line.reads.add(({ conversation_id, person_id, seq }) => {
      const c = this.get(conversation_id);
      if (!c) return;
      if (person_id === session.me?.id) this.readUpTo(c, seq);
      else c.their_read_seq = Math.max(c.their_read_seq, seq);
      this.keep(c);
    });
  }

  /** What this device remembers. */
  async load(): Promise<void> {
    const store = session.store;
    const [kept, drafts] = await Promise.all([store?.conversations(), store?.drafts()]);
    const here = new Set(this.list.map((c) => c.id));
    this.list.push(...(kept ?? []).filter((c) => !here.has(c.id)));
    this.drafts = drafts ?? {};
    this.loaded ||= this.list.length > 0;
  }

  /** The conversations that the server wrote into the page. */
  prime(sync: Sync): void {
    this.list = sync.conversations.map(({ messages: _, ...c }) => c);
    for (const { id, messages } of sync.conversations) this.thread(id).take(messages ?? []);
    this.loaded = true;
  }

  clear(): void {
    this.list = [];
    this.drafts = {};
    this.threads.clear();
    this.loaded = false;
  }

  get(id: string): Conversation | undefined {
    return this.list.find((c) => c.id === id);
  }

  with(personId: string): Conversation | undefined {
    return this.list.find((c) => c.person.id === personId);
  }

  /** The chat with a contact, made when there is none yet. */
  async start(personId: string): Promise<Conversation> {
    const known = this.with(personId);
    if (known) return known;
    const fresh = await ask(
      api.PUT("/conversations/direct/{person_id}", { params: { path: { person_id: personId } } }),
    );
    if (!this.get(fresh.id)) this.list.push(fresh);
    this.keep(fresh);
    return fresh;
  }

  /**
   * A conversation's messages: from this device at once, from the server if there are none. Throws
   * a `Problem` of 404 when it is not the person's.
   */
  async enter(id: string): Promise<Thread> {
    if (!this.get(id)) await this.find(id);
    const thread = this.thread(id);
    if (!thread.primed) thread.take((await session.store?.messages(id)) ?? []);
    thread.primed = true;
    if (this.get(id)?.last_seq === 0) thread.more = false;
    else if (!thread.messages.length) await thread.older();
    return thread;
  }

  /** Silent conversations come by no sync, so a link may lead to one that is not in the list. */
  private async find(id: string): Promise<void> {
    const kept = (await session.store?.conversations())?.find((c) => c.id === id);
    const found = kept ?? (await ask(api.GET("/conversations/{id}", { params: { path: { id } } })));
    if (this.get(id)) return;
    this.list.push(found);
    this.keep(found);
  }

  thread(id: string): Thread {
    let thread = this.threads.get(id);
    if (!thread) this.threads.set(id, (thread = new Thread(id)));
    return thread;
  }

  send(id: string, body: string): void {
    void line.outbox.add(id, body);
    void this.draft(id, "");
  }

  async draft(id: string, text: string): Promise<void> {
    if (text) this.drafts[id] = text;
    else delete this.drafts[id];
    await session.store?.putDraft(id, text);
  }

  /** The person looks at this conversation (null: at none). */
  look(id: string | null): void {
    this.open = id;
    const c = id ? this.get(id) : undefined;
    if (c) this.markRead(c);
  }

  private markRead(c: Conversation): void {
    if (c.read_seq >= c.last_seq && !c.unread) return;
    this.readUpTo(c, c.last_seq);
    line.stream.send({ t: "read", conversation_id: c.id, seq: c.last_seq });
    this.keep(c);
  }

  private readUpTo(c: Conversation, seq: number): void {
    c.read_seq = Math.max(c.read_seq, seq);
    c.unread = Math.min(c.unread, Math.max(0, c.last_seq - c.read_seq));
  }

  private take(message: Message): void {
    const c = this.get(message.conversation_id);
    const known = c && message.seq <= c.last_seq;
    const whole = this.thread(message.conversation_id).take([message]);
    if (!c || !whole || message.seq > c.last_seq + 1) return line.stream.askSync();
    if (known) return;
    const mine = message.sender_id === session.me?.id;
    c.last = message;
    c.last_seq = message.seq;
    if (mine) c.read_seq = message.seq;
    else {
      c.unread++;
      this.heard = message;
    }
    if (this.open === c.id) this.markRead(c);
    this.keep(c, message);
  }

  private takeSync(sync: Sync): void {
    if (sync.reset) this.beginAnew(sync);
    for (const { messages, ...fresh } of sync.conversations) {
      const at = this.list.findIndex((c) => c.id === fresh.id);
      const readHere = at < 0 ? 0 : this.list[at]!.read_seq;
      if (at < 0) this.list.push(fresh);
      else this.list[at] = fresh;
      const thread = this.thread(fresh.id);
      if (!thread.take(messages)) thread.messages = messages;
      // Read on this device while the line was down: tell the server now.
      const c = this.get(fresh.id)!;
      const seq = Math.min(readHere, c.last_seq);
      if (seq > c.read_seq) {
        this.readUpTo(c, seq);
        queueMicrotask(() => line.stream.send({ t: "read", conversation_id: c.id, seq }));
      }
      if (this.open === c.id) queueMicrotask(() => this.markRead(c));
    }
    this.loaded = true;
  }

  /**
   * A sync without a past brings the newest chats' rows only. Chats in which nothing was said yet
   * are not among them and stay; all others, and the messages, are read again.
   */
  private beginAnew(sync: Sync): void {
    const there = new Set(sync.conversations.map((c) => c.id));
    this.list = this.list.filter((c) => there.has(c.id) || c.last_seq === 0);
    for (const c of this.list) if (c.last_seq === 0) queueMicrotask(() => this.keep(c));
    for (const thread of this.threads.values()) thread.forget();
    void this.readAll(sync.conversations.length).catch(() => {});
  }

  private async readAll(known: number): Promise<void> {
    if (this.open) await this.thread(this.open).older();
    if (known >= FIRST) await this.readRest();
    if (sparing()) return;
    await idle();
    for (const { id } of this.newestFirst.slice(0, AHEAD)) {
      if (!this.thread(id).messages.length) await this.thread(id).older();
    }
  }

  private async readRest(): Promise<void> {
    const { conversations } = await ask(api.GET("/conversations"));
    for (const c of conversations) {
      if (this.get(c.id)) continue;
      this.list.push(c);
      this.keep(c);
    }
  }

  private keep(c: Conversation, message?: Message): void {
    void session.store
      ?.saveConversation($state.snapshot(c) as Conversation, message)
      .catch(() => {});
  }

  private changedAt(c: Conversation): string {
    const waiting = line.outbox.of(c.id).at(-1)?.created_at ?? "";
    const last = c.last?.created_at ?? "";
    return waiting > last ? waiting : last;
  }
}

export const chats = new Chats();
