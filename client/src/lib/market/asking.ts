/** Asking those who sell something, and sending it into chats. */
import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";

/** The conversation with a shop, in which what it is about stands last. */
export const askShop = (merchant_id: string, item_id: string | null) =>
  ask(
    api.POST("/market/fronts/{merchant_id}/questions", {
      params: { path: { merchant_id } },
      body: { client_id: uuidv7(), item_id },
    }),
  );

const into = (conversation_id: string) => ({ conversation_id, client_id: uuidv7() });

export const shareItem = (item_id: string, conversation_id: string) =>
  ask(
    api.POST("/market/items/{item_id}/shares", {
      params: { path: { item_id } },
      body: into(conversation_id),
    }),
  );

export const shareFront = (merchant_id: string, conversation_id: string) =>
  ask(
    api.POST("/market/fronts/{merchant_id}/shares", {
      params: { path: { merchant_id } },
      body: into(conversation_id),
    }),
  );
