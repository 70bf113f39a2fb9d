/** What a conversation is to this person alone: pinned, muted, archived, marked. */
import { api, ask } from "$lib/kernel/api";
import type { Conversation } from "$lib/kernel/types";
import { chats } from "./model.svelte";

export type Mine = Partial<Pick<Conversation, "muted" | "pinned" | "archived" | "marked_unread">>;

/** Shows at once; is taken back when the town refuses. */
export async function setMine(c: Conversation, change: Mine): Promise<void> {
  const before = { ...c };
  chats.put({ ...c, ...change });
  try {
    await ask(
      api.PATCH("/conversations/{conversation_id}/mine", {
        params: { path: { conversation_id: c.id } },
        body: change,
      }),
    );
  } catch (error) {
    const now = chats.get(c.id);
    if (now)
      chats.put({ ...now, ...Object.fromEntries(keysOf(change).map((k) => [k, before[k]])) });
    throw error;
  }
}

const keysOf = (change: Mine) => Object.keys(change) as (keyof Mine)[];
