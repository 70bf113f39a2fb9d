import { worded, type Area } from "$lib/kernel/i18n.svelte";
import type { Screen } from "$lib/kernel/router.svelte";

/** Screens, each with the words of its folder. */
export const all = (area: Area, some: Record<string, Screen>): Record<string, Screen> =>
  Object.fromEntries(
    Object.entries(some).map(([path, one]) => [path, { ...one, load: worded(area, one.load) }]),
  );
