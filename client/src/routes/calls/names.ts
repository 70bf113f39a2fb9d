import { chats } from "$lib/chat/model.svelte";
import { t } from "$lib/kernel/i18n.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Face } from "$lib/kernel/types";

/** Somebody in a call as the one who looks calls them. */
export const personName = ({ id, name }: Face): string =>
  id === session.me?.id ? t("chat.you") : (chats.people.get(id)?.name ?? name);
