import { groupCalls } from "$lib/calls/group-calls.svelte";
import { length } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";

/** What becomes of the call of a group just now, in a few words; `now` in ms. */
export function groupStatus(now: number): string {
  const { active, call, phase, trouble, wanted } = groupCalls;
  if (trouble) return t(`call.do.${wanted?.media ?? "voice"}`);
  if (phase === "asking") return t("call.asking");
  if (phase === "incoming") return t(`call.incoming.${call?.media ?? "voice"}`);
  if (phase === "over")
    return t("call.over.answered", { length: length((call?.duration_s ?? 0) * 1000) });
  if (phase !== "talking" || !active || !call) return t("call.connecting");
  if (call.seats.length < 2) return t(call.rings.length ? "call.ringing" : "groupCall.alone");
  return length(Math.max(0, now - active.began));
}
