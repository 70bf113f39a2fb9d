import type { Screen } from "$lib/kernel/router.svelte";

/** For people who are not signed in; `only` these leave the stage when somebody is. */
export const guest: Record<string, Screen> = {
  "/welcome": { tab: "chats", guest: "only", load: () => import("./Welcome.svelte") },
  "/join": { tab: "chats", guest: "only", load: () => import("./Join.svelte") },
  "/sign-in": { tab: "chats", guest: "only", load: () => import("./SignIn.svelte") },
  "/sign-in/recovery": { tab: "chats", guest: "only", load: () => import("./Recovery.svelte") },
  "/borrow": { tab: "chats", guest: "only", load: () => import("./Borrow.svelte") },
};
