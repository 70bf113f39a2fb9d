/** What can be done with a chat as a whole. Each shows at once and is taken back if refused. */
import archive from "@phosphor-icons/core/regular/archive.svg?raw";
import bell from "@phosphor-icons/core/regular/bell.svg?raw";
import bellOff from "@phosphor-icons/core/regular/bell-slash.svg?raw";
import dot from "@phosphor-icons/core/regular/chat-dots.svg?raw";
import checks from "@phosphor-icons/core/regular/checks.svg?raw";
import pin from "@phosphor-icons/core/regular/push-pin.svg?raw";
import pinOff from "@phosphor-icons/core/regular/push-pin-slash.svg?raw";
import out from "@phosphor-icons/core/regular/tray-arrow-up.svg?raw";
import trash from "@phosphor-icons/core/regular/trash.svg?raw";
import { setMine, type Mine } from "$lib/chat/mine";
import { chats } from "$lib/chat/model.svelte";
import { hideAll } from "$lib/chat/verbs";
import { t } from "$lib/kernel/i18n.svelte";
import { say } from "$lib/kernel/say";
import { toasts } from "$lib/kernel/toast.svelte";
import type { Conversation } from "$lib/kernel/types";

export type Action = {
  id: "pin" | "unread" | "mute" | "archive" | "delete";
  text: string;
  icon: string;
  danger?: boolean;
  act: () => void;
};

const trouble = (error: unknown) => toasts.show(say(error), "bad");

export function actionsFor(c: Conversation): Action[] {
  const set = (change: Mine) => () => void setMine(c, change).catch(trouble);
  const { pinned, muted, archived } = c;
  const unread = chats.unreadOf(c) > 0;
  return [
    {
      id: "pin",
      text: t(pinned ? "chats.unpin" : "chats.pin"),
      icon: pinned ? pinOff : pin,
      act: set({ pinned: !pinned }),
    },
    {
      id: "unread",
      text: t(unread ? "chats.markRead" : "chats.markUnread"),
      icon: unread ? checks : dot,
      act: () => {
        if (c.unread) chats.markRead(c);
        else set({ marked_unread: !unread })();
      },
    },
    {
      id: "mute",
      text: t(muted ? "chats.unmute" : "chats.mute"),
      icon: muted ? bell : bellOff,
      act: set({ muted: !muted }),
    },
    {
      id: "archive",
      text: t(archived ? "chats.unarchive" : "chats.archive"),
      icon: archived ? out : archive,
      act: set({ archived: !archived }),
    },
    {
      id: "delete",
      text: t("chats.clear"),
      icon: trash,
      danger: true,
      act: () => void hideAll(c.id).catch(trouble),
    },
  ];
}
