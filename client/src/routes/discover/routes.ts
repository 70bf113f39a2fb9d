import type { Screen } from "$lib/kernel/router.svelte";

export const discover: Record<string, Screen> = {};
