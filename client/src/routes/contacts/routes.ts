import type { Screen } from "$lib/kernel/router.svelte";

export const contacts: Record<string, Screen> = {
  "/contacts/add": { tab: "contacts", load: () => import("./Add.svelte") },
  "/contacts/new": { tab: "contacts", load: () => import("./New.svelte") },
  "/contacts/requests": { tab: "contacts", load: () => import("./Requests.svelte") },
  "/contacts/invite": { tab: "contacts", load: () => import("./Invite.svelte") },
  "/contacts/duplicates": { tab: "contacts", load: () => import("./Duplicates.svelte") },
  "/contacts/blocked": { tab: "contacts", load: () => import("./Blocked.svelte") },
  "/contacts/:id": { tab: "contacts", load: () => import("./Contact.svelte") },
  "/contacts/:id/edit": { tab: "contacts", load: () => import("./Edit.svelte") },
  "/contacts/:id/merge": { tab: "contacts", load: () => import("./MergeWith.svelte") },
  "/@:handle": { tab: "contacts", load: () => import("./Profile.svelte") },
  "/i/:token": { tab: "contacts", guest: true, load: () => import("./Invited.svelte") },
  "/me/card": { tab: "me", load: () => import("./card/MyCard.svelte") },
  "/me/circles": { tab: "me", load: () => import("./circles/Circles.svelte") },
  "/me/circles/:id": { tab: "me", load: () => import("./circles/Circle.svelte") },
};
