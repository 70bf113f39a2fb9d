/** What one can do to messages. All but hiding and reporting goes through the outbox, in order. */
import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { t } from "$lib/kernel/i18n.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";
import type { Forwardable, Item, Merged } from "./kinds";
import { chats } from "./model.svelte";

const MOST_MERGED = 100;

const mine = (m: Message) =>
  m.reactions?.find((one) => one.people.includes(session.me?.id ?? ""))?.emoji ?? "";

/** The same emoji again takes it back. */
export function react(message: Message, emoji: string): void {
  const body = mine(message) === emoji ? "" : emoji;
  connection.outbox.add(message.conversation_id, { kind: "reaction", ref: message.seq, body });
}

export function recall(message: Message): void {
  connection.outbox.add(message.conversation_id, { kind: "recall", ref: message.seq, body: "" });
}

export function edit(message: Message, body: string): void {
  if (body === message.body) return;
  connection.outbox.add(message.conversation_id, { kind: "edit", ref: message.seq, body });
}

/** Takes messages off the screens of this person only. */
export async function hide(id: string, messages: readonly Message[]): Promise<void> {
  const seqs = messages.map((m) => m.seq);
  await ask(
    api.POST("/conversations/{conversation_id}/hidden", {
      params: { path: { conversation_id: id } },
      body: { seqs },
    }),
  );
  await chats.log(id).hide(seqs);
}

/** Takes all that was said so far off the screens of this person. */
export async function hideAll(id: string): Promise<void> {
  const c = chats.get(id);
  if (!c) return;
  const up_to = c.last_seq;
  await ask(
    api.POST("/conversations/{conversation_id}/hidden", {
      params: { path: { conversation_id: id } },
      body: { up_to },
    }),
  );
  c.hidden_to = up_to;
  c.last = null;
  chats.markRead(c);
}

export const report = (id: string, seqs: number[], reason: string) =>
  ask(api.POST("/reports", { body: { conversation_id: id, seqs, reason } }));

/** The same again, marked as passed on; whom a text called is not called again. */
function anew({ kind, body, meta }: Forwardable) {
  return { kind, body, meta: { ...(kind !== "text" && meta), forwarded: true } };
}

function itemOf(message: Message, name: string): Item {
  const { kind, body, created_at: at, meta } = message;
  return { name, kind, body, at, ...(meta && { meta }) };
}

/** Messages as one, under a title such as "Amina and Kofi". */
export function merged(
  messages: readonly Message[],
  title: string,
  who: (id: string) => string,
): Merged {
  const items = messages.slice(0, MOST_MERGED).map((m) => itemOf(m, who(m.sender_id)));
  return { title, items };
}

/** Passes messages on, one by one or `as` one, to each chat; then perhaps a word with them. */
export function forward(
  messages: readonly Forwardable[],
  to: readonly string[],
  { as, note = "" }: { as?: Merged; note?: string },
): void {
  for (const id of to) {
    if (as) connection.outbox.add(id, { kind: "merged", body: "", meta: as });
    else for (const message of messages) connection.outbox.add(id, anew(message));
    if (note.trim()) connection.outbox.add(id, { body: note.trim() });
  }
}

/** What is copied of some messages: a text alone, several with their names. */
export function copied(messages: readonly Message[], who: (id: string) => string): string {
  if (messages.length === 1) return messages[0]!.body;
  return messages.map((m) => t("chat.says", { name: who(m.sender_id), text: m.body })).join("\n");
}
