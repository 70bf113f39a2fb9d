import type { Screen } from "$lib/kernel/router.svelte";

export const me: Record<string, Screen> = {
  "/me/qr": { tab: "me", load: () => import("./MyQr.svelte") },
  "/me/language": { tab: "me", guest: true, load: () => import("./ChooseLanguage.svelte") },
  "/me/about": { tab: "me", guest: true, load: () => import("./About.svelte") },
};
