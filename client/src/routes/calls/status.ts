import { calls } from "$lib/calls/calls.svelte";
import { length } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import type { LiveCall } from "$lib/kernel/types";

/** What becomes of the call just now, in a few words; `now` in ms. */
export function status({ person, media, outcome, duration_s }: LiveCall, now: number): string {
  const { name } = person;
  if (calls.trouble) return t(`call.do.${media}`);
  switch (calls.phase) {
    case "asking":
      return calls.call?.outgoing ? t("call.asking") : t("call.connecting");
    case "calling":
      return t("call.calling");
    case "ringing":
      return t("call.ringing");
    case "incoming":
      return t(`call.incoming.${media}`);
    case "over":
      return t(`call.over.${outcome ?? "cancelled"}`, {
        name,
        length: length((duration_s ?? 0) * 1000),
      });
  }
  if (calls.active?.way === "broken") return t("call.reconnecting");
  return calls.active?.way === "open"
    ? length(Math.max(0, now - (calls.active?.began ?? now)))
    : t("call.connecting");
}
