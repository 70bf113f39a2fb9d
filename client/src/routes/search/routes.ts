import type { Screen } from "$lib/kernel/router.svelte";

export const search: Record<string, Screen> = {
  "/search": { tab: "chats", load: () => import("./Search.svelte") },
};
