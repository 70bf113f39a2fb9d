import type { Screen } from "$lib/kernel/router.svelte";

export const moving: Record<string, Screen> = {
  "/me/moving": { tab: "me", load: () => import("./MoveHouse.svelte") },
  "/me/moving/by-hand": { tab: "me", load: () => import("./ByHand.svelte") },
  "/me/moving/gone": { tab: "me", load: () => import("./Gone.svelte") },
  "/me/home": { tab: "me", load: () => import("./home/MyHome.svelte") },
  "/me/home/key": { tab: "me", load: () => import("./home/OwnKey.svelte") },
  "/me/towns": { tab: "me", load: () => import("./towns/OtherTowns.svelte") },
  "/move": { tab: "me", load: () => import("./LetGo.svelte") },
};
