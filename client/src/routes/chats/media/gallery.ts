import { keyOf } from "$lib/chat/lines";
import { fileOf, fileUrl, type FileMeta } from "$lib/chat/media";
import type { ChatView } from "$lib/chat/chat-view.svelte";
import { uploads } from "$lib/chat/uploads.svelte";
import type { Message } from "$lib/kernel/types";
import type { Picture } from "$lib/parts/media/picture";

/** All pictures and films of a chat that are here, and which of them this message is. */
export function gallery(view: ChatView, message: Message): { pictures: Picture[]; at: number } {
  const { messages } = view.log;
  const all = messages.filter((m) => !m.recalled && !m.hidden && isSeen(m) && isHere(m));
  const key = keyOf(message);
  if (!all.some((m) => keyOf(m) === key)) all.push(message);
  return {
    pictures: all.map((m) => pictureOf(view, m, fileOf(m)!)),
    at: all.findIndex((m) => keyOf(m) === key),
  };
}

const isHere = (m: Message) => !!fileOf(m) && !fileOf(m)!.away;
const isSeen = ({ kind }: Message) => kind === "image" || kind === "video";

function pictureOf(view: ChatView, m: Message, meta: FileMeta): Picture {
  const here = m.seq === 0 ? uploads.url(meta.file) : undefined;
  return {
    key: keyOf(m),
    src: here ?? fileUrl(meta.file, "whole"),
    thumb: here ? undefined : fileUrl(meta.file, "thumb"),
    width: meta.width,
    height: meta.height,
    film: m.kind === "video",
    name: meta.name ?? "",
    caption: m.body,
    from: view.name(m.sender_id),
  };
}
