import { worded } from "$lib/kernel/i18n.svelte";
import type { Screen } from "$lib/kernel/router.svelte";

export const chats: Record<string, Screen> = {
  "/chats/services": { tab: "chats", load: () => import("./list/Services.svelte") },
  "/chats/archived": { tab: "chats", load: () => import("./list/Archived.svelte") },
  "/chats/requests": { tab: "chats", load: () => import("./list/Requests.svelte") },
  "/chats/starred": { tab: "me", load: () => import("./starred/Starred.svelte") },
  "/groups/new": { tab: "chats", load: () => import("./group/NewGroup.svelte") },
  "/g/:token": { tab: "chats", guest: true, load: () => import("./group/JoinGroup.svelte") },
  "/chat/:id/info": { tab: "chats", load: () => import("./info/Info.svelte") },
  "/chat/:id/search": { tab: "chats", load: () => import("./search/SearchConversation.svelte") },
  "/chat/:id/members": { tab: "chats", load: () => import("./group/AllMembers.svelte") },
  "/chat/:id/qr": { tab: "chats", load: () => import("./group/GroupQr.svelte") },
  "/chat/:id/rules": { tab: "chats", load: () => import("./group/Rules.svelte") },
  "/chat/:id/joining": { tab: "chats", load: () => import("./group/Joining.svelte") },
  "/chat/:id/merged/:key": { tab: "chats", load: () => import("./more/MergedScreen.svelte") },
  "/scan": { tab: "chats", load: worded("scan", () => import("../scan/Scan.svelte")) },
  "/link/:code": { tab: "chats", load: worded("scan", () => import("../scan/LinkDevice.svelte")) },
};
