import { api, ask } from "$lib/kernel/api";
import { idle, sparing } from "$lib/kernel/idle";
import { connection, type Mark } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Conversation, Message, Sync } from "$lib/kernel/types";
import { folded } from "./fold";
import { counts, isEvent } from "./kinds";
import { mark } from "./marks";
import { Conversations } from "./conversations.svelte";
import type { MessageLog } from "./message-log.svelte";

/** How many of the newest chats are read ahead. */
const AHEAD = 3;
/** What came by a sync may be the last few words only. */
const SCREEN = 30;
/** As many chats as a sync without a past brings at most. */
const FIRST = 50;

/** All conversations of the person: snapshot, live messages, reading, writing. */
class Chats extends Conversations {
  /** What came in last from somebody else, for those who listen instead of looking. */
  heard = $state<Message | null>(null);
  /** The conversation that is on the screen now. */
  private open: string | null = null;
  /** Came while a sync was under way, which may have been read before: holds after it too. */
  private meanwhile: (Message | Mark)[] = [];

  attach(): void {
    this.followOutbox();
    connection.syncs.add((sync) => this.takeSync(sync));
    connection.messages.add((message) => this.take(message));
    connection.marks.add((mark) => this.takeMark(mark));
    connection.holds.add(() => void import("./uploads.svelte").then(({ uploads }) => uploads.go()));
  }

  /** The conversations that the server wrote into the page. */
  prime(sync: Sync): void {
    this.list = sync.conversations.map(({ messages: _, ...c }) => c);
    for (const { id, messages, unread, last_seq } of sync.conversations) {
      this.log(id).take(messages ?? []);
      if (unread) mark("delivered", id, last_seq);
    }
    this.loaded = true;
  }

  /** The chat with somebody, made when there is none yet. */
  async start(personId: string): Promise<Conversation> {
    const known = this.with(personId);
    if (known) return known;
    const path = { params: { path: { person_id: personId } } };
    return this.put(await ask(api.PUT("/conversations/direct/{person_id}", path)));
  }

  /**
   * A conversation's messages: from this device at once, then from the server if there is no screen
   * full of them (`opening`). Throws a `Problem` of 404 when it is not the person's.
   */
  async enter(id: string): Promise<MessageLog> {
    if (!this.get(id)) await this.find(id);
    const log = this.log(id);
    await log.prime();
    const conversation = this.get(id);
    log.last = conversation?.last ?? null;
    if (conversation?.last_seq === 0) log.isEmpty();
    else if (log.messages.length < SCREEN) log.opening = log.older().catch(() => {});
    return log;
  }

  /** Silent conversations come by no sync, so a link may lead to one that is not in the list. */
  private async find(id: string): Promise<void> {
    const kept = (await session.store?.conversations())?.find((c) => c.id === id);
    const found =
      kept ??
      (await ask(
        api.GET("/conversations/{conversation_id}", { params: { path: { conversation_id: id } } }),
      ));
    if (!this.get(id)) this.put(found);
  }

  /** The person looks at this conversation (null: at none). */
  look(id: string | null): void {
    this.open = id;
    const c = id ? this.get(id) : undefined;
    if (c) this.markRead(c);
  }

  markRead(c: Conversation): void {
    if (c.marked_unread) this.unmark(c);
    if (c.read_seq >= c.last_seq && !c.unread) return;
    this.readUpTo(c, c.last_seq);
    mark("read", c.id, c.last_seq);
    this.keep(c);
  }

  private unmark(c: Conversation): void {
    c.marked_unread = false;
    const path = { params: { path: { conversation_id: c.id } } };
    const body = { marked_unread: false };
    void ask(api.PATCH("/conversations/{conversation_id}/mine", { ...path, body })).catch(() => {});
  }

  private readUpTo(c: Conversation, seq: number): void {
    c.read_seq = Math.max(c.read_seq, seq);
    c.unread = Math.min(c.unread, this.countedAfter(c, c.read_seq));
    if (!c.unread) c.mentioned = false;
  }

  /** How many countable messages may lie above a seq; exact where they are here. */
  private countedAfter(c: Conversation, seq: number): number {
    const { messages } = this.log(c.id);
    const above = messages.filter((m) => m.seq > seq);
    const whole = above.length >= c.last_seq - seq;
    return whole ? above.filter(counts).length : Math.max(0, c.last_seq - seq);
  }

  private take(message: Message, again = false): void {
    if (connection.stream.syncing) this.meanwhile.push(message);
    const c = this.get(message.conversation_id);
    const known = c && message.seq <= c.last_seq;
    const whole = this.log(message.conversation_id).take([message]);
    if (!c || !whole || message.seq > c.last_seq + 1) return connection.stream.askSync();
    if (known) return;
    c.last_seq = message.seq;
    if (isEvent(message.kind)) {
      if (c.last?.seq === message.ref) c.last = folded(c.last!, message);
    } else c.last = message;
    if (message.sender_id === session.me?.id) this.readUpTo(c, message.seq);
    else {
      this.count(c, message);
      if (counts(message) && !c.muted && !again) this.heard = message;
      mark("delivered", c.id, message.seq);
    }
    if (this.open === c.id) this.markRead(c);
    this.keep(c, message);
  }

  private count(c: Conversation, message: Message): void {
    if (!counts(message)) return void (c.unread || (c.read_seq = message.seq));
    c.unread++;
    const all = message.meta?.all === true;
    if (all || message.mentions?.includes(session.me?.id ?? "")) c.mentioned = true;
  }

  private takeMark(mark: Mark): void {
    if (connection.stream.syncing) this.meanwhile.push(mark);
    const { t, conversation_id, person_id, seq } = mark;
    const c = this.get(conversation_id);
    if (!c) return;
    if (person_id === session.me?.id) {
      if (t === "read") this.readUpTo(c, seq);
    } else if (c.kind === "direct") {
      c.their_delivered_seq = Math.max(c.their_delivered_seq ?? 0, seq);
      if (t === "read") c.their_read_seq = Math.max(c.their_read_seq ?? 0, seq);
    } else return;
    this.keep(c);
  }
  private takeSync(sync: Sync): void {
    if (sync.reset) this.beginAnew(sync);
    for (const { messages, ...fresh } of sync.conversations) {
      const at = this.list.findIndex((c) => c.id === fresh.id);
      const readHere = at < 0 ? 0 : this.list[at]!.read_seq;
      if (at < 0) this.list.push(fresh);
      else this.list[at] = fresh;
      const log = this.log(fresh.id);
      if (!log.take(messages)) log.messages = messages;
      // Read on this device while the line was down: tell the server now.
      const c = this.get(fresh.id)!;
      const seq = Math.min(readHere, c.last_seq);
      if (seq > c.read_seq) {
        this.readUpTo(c, seq);
        mark("read", c.id, seq);
      }
      if (this.open === c.id) queueMicrotask(() => this.markRead(c));
      if (c.unread) mark("delivered", c.id, c.last_seq);
    }
    for (const one of this.meanwhile.splice(0))
      if ("t" in one) this.takeMark(one);
      else this.take(one, true);
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
    for (const log of this.logs.values()) {
      log.forget();
      if (log.id !== this.open) log.home();
    }
    void this.readAll(sync.conversations.length).catch(() => {});
  }

  private async readAll(known: number): Promise<void> {
    if (this.open) await this.log(this.open).again();
    if (known >= FIRST) await this.readRest();
    if (sparing()) return;
    await idle();
    for (const { id } of this.newestFirst.slice(0, AHEAD)) {
      if (this.log(id).messages.length < SCREEN) await this.log(id).older();
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
}

export const chats = new Chats();
export type { Known } from "./conversations.svelte";
