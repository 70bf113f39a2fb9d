/** What tests say to each other. */
import type { Conversation, Message } from "$lib/kernel/types";

/** The n-th of a chat. */
export const message = (seq: number, sender = "you", conversation_id = "c"): Message => ({
  conversation_id,
  seq,
  client_id: `${conversation_id}${seq}`,
  sender_id: sender,
  kind: "text",
  body: `m${seq}`,
  created_at: `2026-11-24T10:0${seq}:00Z`,
});
/** A chat of two in which so much was said, and nothing read. */
export const talk = (last_seq: number, more: Partial<Conversation> = {}): Conversation => ({
  id: "c",
  kind: "direct",
  name: "You",
  person: { id: "you" } as Conversation["person"],
  last: last_seq ? message(last_seq) : null,
  last_seq,
  read_seq: 0,
  their_read_seq: 0,
  unread: last_seq,
  writable: true,
  ...more,
});
