import { i18n } from "$lib/kernel/i18n.svelte";

/** Several towns in one sentence. */
export const named = (towns: readonly string[]): string =>
  new Intl.ListFormat(i18n.language, { type: "conjunction" }).format(towns);
