import type { Language } from "$lib/kernel/types";
import frogs from "./pack.json";

/** The town's own stickers. A message says `{pack, id}`; what it looks like is here. */
export const PACKS = [frogs];

const files = import.meta.glob<string>("./frogs/*.svg", {
  eager: true,
  query: "?url",
  import: "default",
});

/** What a sticker shows, in words. */
export const stickerName = (pack: string, id: string, language: Language): string | undefined =>
  PACKS.find((one) => one.id === pack)?.stickers.find((one) => one.id === id)?.[language];

/** Where a sticker's picture is; undefined for one of a newer pack. */
export const stickerUrl = (pack: string, id: string): string | undefined =>
  files[`./${pack}/${id}.svg`];
