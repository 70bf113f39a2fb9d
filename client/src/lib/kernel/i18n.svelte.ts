import type en from "$words/en.json";
import type payEn from "$words/pay.en.json";
import type tradeEn from "$words/trade.en.json";
import type { Language } from "./types";

type Plural<K> = K extends `${infer Base}#${"one" | "other"}` ? Base : K;
/** A word's key; the `#one` and `#other` of a plural are chosen by `n`. */
export type Key = Plural<keyof typeof en | keyof typeof payEn | keyof typeof tradeEn>;
export type Values = Record<string, string | number>;
type Words = Record<string, string>;

export const LANGUAGES: { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "zh-CN", name: "简体中文" },
];

const loaders: Record<Language, () => Promise<Words>> = {
  en: async () => (await import("$words/en.json")).default,
  "zh-CN": async () => (await import("$words/zh-CN.json")).default,
};

/** Words of many screens that not everybody opens: loaded with the first of them. */
export type Part = "pay" | "trade";
const parts: Record<Part, Record<Language, () => Promise<Words>>> = {
  pay: {
    en: async () => (await import("$words/pay.en.json")).default,
    "zh-CN": async () => (await import("$words/pay.zh-CN.json")).default,
  },
  trade: {
    en: async () => (await import("$words/trade.en.json")).default,
    "zh-CN": async () => (await import("$words/trade.zh-CN.json")).default,
  },
};
const opened = new Set<Part>();

class I18n {
  language = $state<Language>("en");
  words = $state.raw<Words>({});
  rules = new Intl.PluralRules("en");
}
export const i18n = new I18n();

/** The nearest language we have for what a page, a person or a browser asks for. */
export function nearest(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

export async function speak(language: Language): Promise<void> {
  const wanted = [loaders[language], ...[...opened].map((part) => parts[part][language])];
  const words = Object.assign({}, ...(await Promise.all(wanted.map((load) => load()))));
  i18n.rules = new Intl.PluralRules(language);
  i18n.words = words;
  i18n.language = language;
  if (typeof document !== "undefined") document.documentElement.lang = language;
}

/** Adds the words of a part, in the language that is spoken and whichever comes after it. */
export async function also(part: Part): Promise<void> {
  if (opened.has(part)) return;
  const language = i18n.language;
  const words = await parts[part][language]();
  opened.add(part);
  if (language === i18n.language) i18n.words = { ...i18n.words, ...words };
  else await speak(i18n.language);
}

/** A screen, or a piece of one, together with its words. */
export const worded =
  <T>(part: Part, load: () => Promise<T>) =>
  async (): Promise<T> =>
    (await Promise.all([load(), also(part)]))[0];

export function has(key: string): key is Key {
  return key in i18n.words || `${key}#other` in i18n.words;
}

/** The sentence for a key, with `{name}` filled in; `n` chooses the plural. */
export function t(key: Key, values: Values = {}): string {
  const words = i18n.words;
  const text =
    (typeof values.n === "number" ? words[`${key}#${i18n.rules.select(values.n)}`] : undefined) ??
    words[key] ??
    words[`${key}#other`] ??
    key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
