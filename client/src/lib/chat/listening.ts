import { t } from "$lib/kernel/i18n.svelte";
import { toasts } from "$lib/kernel/toast.svelte";
import type { Message } from "$lib/kernel/types";
import { following, heard } from "./heard.svelte";
import { counts } from "./kinds";
import { fileOf, fileUrl } from "./media";
import { chats } from "./model.svelte";
import { Player, type Track } from "./player.svelte";
import { uploads } from "./uploads.svelte";

/** How the town keeps a voice message; a browser plays the first that it knows. */
const FORMS = [
  { type: 'audio/ogg; codecs="opus"', kept: "audio/ogg" },
  { type: "audio/mp4", kept: "audio/mp4" },
];

/** The one that plays voice messages. */
export const player = new Player(
  () => new Audio(),
  () => toasts.show(t("voice.broken"), "bad"),
);

/** A voice message as something to listen to, and what follows it. */
export function trackOf(message: Message, name: (id: string) => string): Track {
  const meta = fileOf(message)!;
  const here = uploads.url(meta.file);
  const isNew = !heard.has(message);
  const next = () => {
    const { messages } = chats.log(message.conversation_id);
    const after = isNew && following(messages, message, (m) => !heard.has(m), counts);
    return after ? trackOf(after, name) : null;
  };
  return {
    key: message.client_id,
    sources: here
      ? [{ type: meta.type, url: here }]
      : FORMS.map(({ type, kept }) => ({ type, url: fileUrl(meta.file, "play", kept) })),
    title: name(message.sender_id),
    onstart: () => heard.add(message),
    next,
  };
}
