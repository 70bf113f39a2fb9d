/** How long ago somebody was seen, in words: honest about a phone that says nothing any more. */
import { t } from "$lib/kernel/i18n.svelte";

const MINUTE = 60_000;

export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / MINUTE);
  return minutes < 1 ? t("live.now") : t("live.ago", { n: minutes });
}
