import type { Screen } from "$lib/kernel/router.svelte";

export const me: Record<string, Screen> = {
  "/me/qr": { tab: "me", load: () => import("./MyQr.svelte") },
  "/me/profile": { tab: "me", load: () => import("./profile/MyProfile.svelte") },
  "/me/settings": { tab: "me", load: () => import("./Settings.svelte") },
  "/me/earn": { tab: "me", load: () => import("./Earn.svelte") },
  "/me/devices": { tab: "me", load: () => import("./devices/Devices.svelte") },
  "/me/notifications": {
    tab: "me",
    load: () => import("./notifications/Notifications.svelte"),
  },
  "/me/privacy": { tab: "me", load: () => import("./chat/Privacy.svelte") },
  "/me/security": { tab: "me", load: () => import("./security/Security.svelte") },
  "/me/security/password": { tab: "me", load: () => import("./security/Password.svelte") },
  "/me/security/first-codes": {
    tab: "me",
    load: () => import("./security/FirstCodes.svelte"),
  },
  "/me/security/codes": { tab: "me", load: () => import("./security/Codes.svelte") },
  "/me/programs": { tab: "me", load: () => import("./programs/Programs.svelte") },
  "/oauth/authorize": { tab: "me", load: () => import("./programs/LetIn.svelte") },
  "/me/app-passwords": { tab: "me", load: () => import("./book/PhoneBook.svelte") },
  "/me/takeout": { tab: "me", load: () => import("./data/Takeout.svelte") },
  "/me/arrive": { tab: "me", load: () => import("./data/Arrive.svelte") },
  "/me/arrive/:id": { tab: "me", load: () => import("./data/Arrived.svelte") },
  "/me/posts/traces": { tab: "me", load: () => import("./posts/Traces.svelte") },
  "/me/leave": { tab: "me", load: () => import("./data/Leave.svelte") },
  "/goodbye": { tab: "me", guest: "only", load: () => import("./data/Goodbye.svelte") },
  "/me/language": { tab: "me", guest: true, load: () => import("./ChooseLanguage.svelte") },
  "/me/about": { tab: "me", guest: true, load: () => import("./About.svelte") },
};
