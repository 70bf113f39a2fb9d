import type { Screen } from "$lib/kernel/router.svelte";

export const contacts: Record<string, Screen> = {};
