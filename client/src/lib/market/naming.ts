/** How things of the market are called in the language of who reads. */
import { i18n } from "$lib/kernel/i18n.svelte";
import type { MarketCategory } from "./types";

const isChinese = () => i18n.language.startsWith("zh");

export const categoryName = (one: MarketCategory): string => (isChinese() ? one.zh : one.en);

/** The title in one's language where the shop gives it, else as the shop writes it. */
export const titleOf = (item: { title: string; titles: Record<string, string> }): string =>
  item.titles[i18n.language.split("-")[0]!] || item.title;

type Texts = { title: string; body: string; texts: Record<string, Record<string, string>> };

export const saidOf = ({ title, body, texts }: Texts): { title: string; body: string } => {
  const own = texts[i18n.language.split("-")[0]!];
  return { title: own?.title || title, body: own?.body || body };
};
