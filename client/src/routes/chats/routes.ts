import type { Screen } from "$lib/kernel/router.svelte";

export const chats: Record<string, Screen> = {
  "/chat/:id": { tab: "chats", load: () => import("./Chat.svelte") },
  "/chat/:id/merged/:key": { tab: "chats", load: () => import("./MergedScreen.svelte") },
  "/scan": { tab: "chats", load: () => import("../scan/Scan.svelte") },
  "/link/:code": { tab: "chats", load: () => import("./LinkDevice.svelte") },
};
