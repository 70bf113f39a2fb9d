import { t } from "$lib/kernel/i18n.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { nameOf } from "$lib/kernel/name-of";
import type { Written } from "$lib/kernel/outbox.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";
import type { Highlights } from "./highlights.svelte";
import { editable, isEvent } from "./kinds";
import { inLine, keyOf, type Line } from "./lines";
import { membersOf, type Members } from "./members.svelte";
import { chats, type Known } from "./model.svelte";
import type { MessageLog } from "./message-log.svelte";
import { typing } from "./typing.svelte";
import { edit } from "./verbs";

/** Somebody named in a text: what stands there, and who it is ("all": everybody). */
export type Mention = { id: string; name: string };

/** One chat that is open: what is being answered, changed or picked in it, and who is who. */
export class ChatView {
  reply = $state.raw<Message | null>(null);
  editing = $state.raw<Message | null>(null);
  /** Keys of the messages that are picked; null: none are being picked. */
  picked = $state.raw<ReadonlySet<string> | null>(null);
  /** One's own texts that were taken back here, to be written again. */
  readonly again = new Map<number, string>();
  /** Its stars and pins, which come when nobody waits. */
  highlights = $state.raw<Highlights | null>(null);
  /** The message that somebody jumped to. */
  lit = $state<number | null>(null);
  readonly members: Members | null;
  readonly conversation = $derived.by(() => chats.get(this.id));
  /** Not of two alone: who said it stands above what they said. */
  readonly isGroup = $derived(!!this.conversation && this.conversation.kind !== "direct");
  /** Whether one may do what admins do. */
  readonly rules = $derived(this.isGroup && this.conversation?.role !== "member");

  constructor(
    readonly id: string,
    readonly log: MessageLog,
  ) {
    this.members = chats.get(id)?.kind === "group" ? membersOf(id) : null;
  }

  person(id: string): Known | undefined {
    const member = this.members?.by.get(id);
    if (!member) return chats.people.get(id);
    const { avatar, display_name } = member.person;
    return { id, handle: nameOf(member.person), avatar, name: member.name || display_name };
  }

  /** A name to show; one's own too. */
  name(id: string): string {
    if (id === session.me?.id) return session.me.display_name;
    return this.person(id)?.name ?? t("chat.somebody");
  }

  /** A name in a sentence; "" is oneself. */
  who = (id: string): string => (id === session.me?.id ? "" : this.name(id));

  /** What people are called in texts: never a name that only one's own book has. */
  called(id: string): string[] {
    const member = this.members?.by.get(id);
    const names = [member?.card, member?.person.display_name, chats.people.get(id)?.name];
    if (id === session.me?.id) names.push(session.me.display_name);
    return names.filter((name): name is string => !!name);
  }

  /** Sends a text, or the changed one; clears what it answered. */
  say(body: string, mentions: Mention[] = []): void {
    if (this.editing) edit(this.editing, body);
    else {
      const named = mentions.filter((one) => body.includes(`@${one.name}`));
      const people = named.filter((one) => one.id !== "all").map((one) => one.id);
      const all = named.some((one) => one.id === "all");
      this.write({ body, mentions: people, ...(all && { meta: { all: true } }) });
    }
    this.editing = null;
    typing.sent(this.id);
  }

  /** Sends anything, as the answer to what is being answered. */
  write(written: Written): void {
    const ref = this.reply?.seq;
    connection.outbox.add(this.id, { ...written, ...(ref && { ref }) });
    this.reply = null;
    this.log.home();
  }

  /** What one wrote last, if it may still be changed. */
  lastOwn(): Message | undefined {
    const last = this.log.messages.findLast(
      (m) => m.sender_id === session.me?.id && !isEvent(m.kind),
    );
    return last?.seq && !last.recalled && editable(last, Date.now()) ? last : undefined;
  }

  /** Picks a line, or lets go of it; an album whole. */
  pick(line: Line): void {
    const all = new Set(this.picked ?? []);
    const had = all.has(line.key);
    for (const key of inLine(line).map(keyOf))
      if (had) all.delete(key);
      else all.add(key);
    this.picked = all;
  }
}
