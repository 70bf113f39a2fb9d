import type { Screen } from "$lib/kernel/router.svelte";

const all: Screen = { tab: "me", load: () => import("./Imports.svelte") };
const one: Screen = { tab: "me", load: () => import("./Import.svelte") };

export const imports: Record<string, Screen> = {
  "/me/imports": all,
  "/me/imports/:id": one,
  // As links of before called them.
  "/me/import": all,
  "/me/import/:id": one,
  "/me/histories": all,
  "/me/histories/:id": one,
  "/me/posts": all,
  "/me/posts/:id": one,
};
