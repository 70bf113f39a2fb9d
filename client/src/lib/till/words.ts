import { worded } from "$lib/kernel/i18n.svelte";

/** A screen of trade speaks of money, too. */
export const traded = <T>(load: () => Promise<T>): (() => Promise<T>) =>
  worded("pay", worded("trade", load));
