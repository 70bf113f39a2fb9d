import type { ChatFile, Message } from "$lib/kernel/types";

/** What a picture, film, voice message or file says of itself in `meta`. */
export type FileMeta = Omit<ChatFile, "id" | "kind"> & { file: string };
export type Sticker = { pack: string; id: string };
export type MediaKind = ChatFile["kind"];

const KINDS = new Set<string>(["image", "video", "voice", "file"]);

/** The `meta` of a message with a file; null for any other. */
export function fileOf(message: Pick<Message, "kind" | "meta">): FileMeta | null {
  const meta = message.meta as Partial<FileMeta> | null | undefined;
  return KINDS.has(message.kind) && meta?.file ? (meta as FileMeta) : null;
}

/** As a message says it. */
export function metaOf({ id, kind: _, ...said }: ChatFile): FileMeta {
  return { file: id, ...said };
}

/** Where a part of a file is; `type` for one that this browser plays. */
export function fileUrl(id: string, part: "whole" | "thumb" | "play", type?: string): string {
  const query = new URLSearchParams({ part, ...(type && { type }) });
  return `/api/v1/chat/files/${id}?${query}`;
}
