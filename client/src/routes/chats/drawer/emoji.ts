import { i18n } from "$lib/kernel/i18n.svelte";
import { session } from "$lib/kernel/session.svelte";
import { plain } from "$lib/kernel/text";
import { categories, names } from "virtual:emoji";

export const CATEGORIES: readonly (readonly string[])[] = categories;
/** What stands for each category. */
export const SIGNS = ["😀", "🐸", "🍜", "🚕", "⚽", "💡", "❤️", "🏳️"];

const RECENT = "emoji";
const MOST = 32;

/** Those that the person used last on this device. */
export async function recent(): Promise<string[]> {
  return (await session.store?.get<string[]>(RECENT).catch(() => undefined)) ?? [];
}

export async function used(emoji: string): Promise<void> {
  const all = [emoji, ...(await recent()).filter((one) => one !== emoji)];
  await session.store?.set(RECENT, all.slice(0, MOST)).catch(() => {});
}

type Named = { emoji: string; words: string };
const known: Partial<Record<string, Promise<Named[]>>> = {};

/** Each emoji with all by which it is found in a language; read once. */
function named(language: "en" | "zh-CN"): Promise<Named[]> {
  return (known[language] ??= (async () => {
    const texts = await Promise.all(names[language].map((load) => load()));
    return texts.flatMap(({ default: text }, n) =>
      text.split("\n").map((words, i) => ({ emoji: categories[n]![i]!, words: plain(words) })),
    );
  })());
}

/** Emoji by their names in the person's language and in English; those that begin so come first. */
export async function search(query: string): Promise<string[]> {
  const wanted = plain(query.trim());
  const all = await Promise.all([...new Set([i18n.language, "en" as const])].map(named));
  const starts = new RegExp(`(^|\\||\\s)${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
  const found = all.flat().filter((one) => one.words.includes(wanted));
  const first = found.filter((one) => starts.test(one.words));
  return [...new Set([...first, ...found].map((one) => one.emoji))];
}
