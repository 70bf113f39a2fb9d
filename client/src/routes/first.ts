/** Screens to which the list of chats leads at once: the first load knows them already. */
import type { Screen } from "$lib/kernel/router.svelte";

export const chat: Record<string, Screen> = {
  "/chat/:id": { tab: "chats", load: () => import("./chats/Chat.svelte") },
};

export const payCode: Record<string, Screen> = {
  "/pay/code": { tab: "town", load: () => import("./till/PayCode.svelte") },
};
