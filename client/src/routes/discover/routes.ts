import type { Screen } from "$lib/kernel/router.svelte";

export const discover: Record<string, Screen> = {
  "/post/:id": { tab: "discover", load: () => import("./post/PostScreen.svelte") },
  "/post/:id/likes": { tab: "discover", load: () => import("./post/Echoes.svelte") },
  "/compose": { tab: "discover", load: () => import("./compose/Compose.svelte") },
  "/moments": { tab: "discover", load: () => import("./Moments.svelte") },
  "/news": { tab: "discover", load: () => import("./find/NotificationList.svelte") },
  "/topics": { tab: "discover", load: () => import("./find/Topics.svelte") },
  "/topic/:name": { tab: "discover", load: () => import("./find/TopicScreen.svelte") },
  "/u/:id": { tab: "discover", load: () => import("./people/UserPage.svelte") },
  "/u/:id/:which(followers|following)": {
    tab: "discover",
    load: () => import("./people/PeopleScreen.svelte"),
  },
  "/people/:which(requests|suggested)": {
    tab: "discover",
    load: () => import("./people/PeopleScreen.svelte"),
  },
  "/square/search": { tab: "discover", load: () => import("./find/SquareSearch.svelte") },
  "/square/drafts": { tab: "discover", load: () => import("./settings/Drafts.svelte") },
  "/square/lists": { tab: "discover", load: () => import("./settings/Lists.svelte") },
  "/square/lists/:id": { tab: "discover", load: () => import("./settings/ListScreen.svelte") },
  "/square/settings": { tab: "discover", load: () => import("./settings/SquareSettings.svelte") },
  "/square/mutes": { tab: "discover", load: () => import("./settings/Mutes.svelte") },
  "/square/decisions": { tab: "discover", load: () => import("./settings/Decisions.svelte") },
  "/square/desk": { tab: "discover", load: () => import("./settings/DeskScreen.svelte") },
  "/square/:which(saved|liked|nearby)": {
    tab: "discover",
    load: () => import("./find/FeedScreen.svelte"),
  },
};
