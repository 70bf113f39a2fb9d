/** What may be done with a message, in the order of the menu. */
import check from "@phosphor-icons/core/regular/check-circle.svg?raw";
import copy from "@phosphor-icons/core/regular/copy.svg?raw";
import flag from "@phosphor-icons/core/regular/flag.svg?raw";
import forward from "@phosphor-icons/core/regular/share-fat.svg?raw";
import pencil from "@phosphor-icons/core/regular/pencil-simple.svg?raw";
import recall from "@phosphor-icons/core/regular/arrow-counter-clockwise.svg?raw";
import pin from "@phosphor-icons/core/regular/push-pin.svg?raw";
import star from "@phosphor-icons/core/regular/star.svg?raw";
import reply from "@phosphor-icons/core/regular/arrow-bend-up-left.svg?raw";
import trash from "@phosphor-icons/core/regular/trash.svg?raw";
import { editable, forwardable, recallable } from "$lib/chat/kinds";
import type { Line } from "$lib/chat/lines";
import type { ChatView } from "$lib/chat/chat-view.svelte";
import { t } from "$lib/kernel/i18n.svelte";

export type Action = {
  id:
    | "reply"
    | "copy"
    | "forward"
    | "edit"
    | "recall"
    | "pick"
    | "hide"
    | "report"
    | "retry"
    | "star"
    | "pin";
  text: string;
  icon: string;
  danger?: boolean;
};

export function actionsFor(view: ChatView, line: Line, now = Date.now()): Action[] {
  const { message: m, mine } = line;
  const here = m.seq > 0;
  const marks = view.highlights;
  const open = here && (view.conversation?.writable ?? false);
  const may: [boolean, Action][] = [
    [line.state === "failed", { id: "retry", text: t("chat.failed"), icon: recall }],
    [open, { id: "reply", text: t("do.reply"), icon: reply }],
    [!!m.body, { id: "copy", text: t("do.copy"), icon: copy }],
    [here && forwardable(m), { id: "forward", text: t("do.forward"), icon: forward }],
    [
      here && !!marks && !m.recalled,
      { id: "star", text: t(marks?.isStarred(m) ? "star.remove" : "star.add"), icon: star },
    ],
    [
      open && !!marks?.mayPin && !m.recalled,
      { id: "pin", text: t(marks?.isPinned(m) ? "pin.remove" : "pin.add"), icon: pin },
    ],
    [open && mine && editable(m, now), { id: "edit", text: t("do.edit"), icon: pencil }],
    [
      open && ((mine && recallable(m, now)) || view.rules),
      { id: "recall", text: t("do.recall"), icon: recall },
    ],
    [here, { id: "pick", text: t("do.pick"), icon: check }],
    [here && !mine, { id: "report", text: t("do.report"), icon: flag }],
    [here, { id: "hide", text: t("do.hideForMe"), icon: trash, danger: true }],
  ];
  return may.filter(([shown]) => shown).map(([, action]) => action);
}
