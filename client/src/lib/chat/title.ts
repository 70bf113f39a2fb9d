import { t } from "$lib/kernel/i18n.svelte";
import type { Conversation } from "$lib/kernel/types";

/** What a conversation is called; of who was erased no name is left. */
export const titleOf = ({ name, person }: Pick<Conversation, "name" | "person">): string =>
  name || (person?.kind === "erased" ? t("contacts.left") : "");
