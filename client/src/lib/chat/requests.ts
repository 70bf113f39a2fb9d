/** Strangers who write: their requests wait in a box of their own until one answers. */
import { api, ask } from "$lib/kernel/api";
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
