/** Strangers who write: their requests wait in a box of their own until one answers. */
import { api, ask } from "$lib/kernel/api";
import type { Conversation } from "$lib/kernel/types";
import { chats } from "./model.svelte";

export async function answer(id: string, accept: boolean): Promise<void> {
  const path = { params: { path: { conversation_id: id } } };
  await ask(api.PUT("/conversations/{conversation_id}/request", { ...path, body: { accept } }));
  if (!accept) return chats.drop(id);
  chats.put(await ask(api.GET("/conversations/{conversation_id}", path)));
}

/** Reads the box anew. */
export async function readRequests(): Promise<void> {
  const { conversations } = await ask(
    api.GET("/conversations", { params: { query: { box: "requests" } } }),
  );
  for (const c of conversations) chats.put(c);
}

/** The chat with somebody on another server, which takes private notes and nothing better. */
export async function startByNote(person_id: string): Promise<Conversation> {
  const known = chats.with(person_id);
  if (known?.by_note || known?.writable) return known;
  return chats.put(
    await ask(api.PUT("/conversations/note/{person_id}", { params: { path: { person_id } } })),
  );
}
