import type { Screen } from "$lib/kernel/router.svelte";

export const square: Record<string, Screen> = {
  "/post/:id": { tab: "square", load: () => import("./post/PostScreen.svelte") },
  "/post/:id/likes": { tab: "square", load: () => import("./post/Echoes.svelte") },
  "/compose": { tab: "square", load: () => import("./compose/Compose.svelte") },
  "/moments": { tab: "square", load: () => import("./Moments.svelte") },
  "/news": { tab: "square", load: () => import("./find/NotificationList.svelte") },
  "/topics": { tab: "square", load: () => import("./find/Topics.svelte") },
  "/topic/:name": { tab: "square", load: () => import("./find/TopicScreen.svelte") },
  "/u/:id": { tab: "square", load: () => import("./people/UserPage.svelte") },
  "/u/:id/:which(followers|following)": {
    tab: "square",
    load: () => import("./people/PeopleScreen.svelte"),
  },
  "/people/:which(requests|asked|suggested)": {
    tab: "square",
    load: () => import("./people/PeopleScreen.svelte"),
  },
  "/square/drafts": { tab: "square", load: () => import("./settings/Drafts.svelte") },
  "/square/lists": { tab: "square", load: () => import("./settings/Lists.svelte") },
  "/square/lists/:id": { tab: "square", load: () => import("./settings/ListScreen.svelte") },
  "/square/settings": { tab: "square", load: () => import("./settings/SquareSettings.svelte") },
  "/square/mutes": { tab: "square", load: () => import("./settings/Mutes.svelte") },
  "/square/decisions": { tab: "square", load: () => import("./settings/Decisions.svelte") },
  "/square/desk": { tab: "square", load: () => import("./settings/DeskScreen.svelte") },
  "/square/:which(saved|liked|nearby)": {
    tab: "square",
    load: () => import("./find/FeedScreen.svelte"),
  },
};
