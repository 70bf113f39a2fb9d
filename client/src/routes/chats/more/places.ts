import { chats } from "$lib/chat/model.svelte";
import { book } from "$lib/contacts/book.svelte";
import type { Conversation, Person } from "$lib/kernel/types";

/** Where something can be sent to; without a `conversation` it is a person with whom there is none yet. */
export type PlaceToSend = {
  key: string;
  name: string;
  conversation: Conversation | null;
  person: Person | null;
};

/** Chats, the newest first, then the contacts with whom nothing was said yet. */
export function places(): PlaceToSend[] {
  const conversations = chats.newestFirst
    .filter((c) => c.writable)
    .map((c) => ({ key: c.id, name: c.name, conversation: c, person: c.person ?? null }));
  const met = new Set(conversations.map((one) => one.person?.id));
  const people = book.rows
    .filter((row) => row.connected && row.person && !met.has(row.person.id))
    .map((row) => ({
      key: `@${row.person!.id}`,
      name: row.name,
      conversation: null,
      person: row.person!,
    }));
  return [...conversations, ...people];
}

/** The id of a place's conversation, which is begun when there is none. */
export const conversationOf = async (key: string): Promise<string> =>
  key[0] === "@" ? (await chats.start(key.slice(1))).id : key;
