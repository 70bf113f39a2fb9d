import areas from "virtual:words";
import type en from "$words/en.json";
import type { Language } from "./types";

type Plural<K> = K extends `${infer Base}#${"one" | "other"}` ? Base : K;
/** A word's key; the `#one` and `#other` of a plural are chosen by `n`. */
export type Key = Plural<keyof typeof en>;
export type Values = Record<string, string | number>;
type Words = Record<string, string>;

export const LANGUAGES: { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "zh-CN", name: "简体中文" },
];

/** What has words of its own: the first load, each folder of `routes`, and the rest. */
export type Area = string;

class I18n {
  language = $state<Language>("en");
  words = $state.raw<Words>({});
  rules = new Intl.PluralRules("en");
}
export const i18n = new I18n();
const learned = new Set<Area>(["first"]);

async function wordsOf(language: Language, some: Iterable<Area>): Promise<Words> {
  return Object.assign({}, ...(await Promise.all([...some].map((one) => areas[language][one]!()))));
}

/** The nearest language we have for what a page, a person or a browser asks for. */
export function nearest(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

export async function speak(language: Language): Promise<void> {
  const words = await wordsOf(language, learned);
  i18n.rules = new Intl.PluralRules(language);
  i18n.words = words;
  i18n.language = language;
  if (typeof document !== "undefined") document.documentElement.lang = language;
}

/** Loads the words of more areas, unless they are there: before the screens that say them. */
export async function learn(...some: Area[]): Promise<void> {
  const news = some.filter((one) => !learned.has(one));
  if (!news.length) return;
  const { language } = i18n;
  const words = await wordsOf(language, news);
  news.forEach((one) => learned.add(one));
  if (language === i18n.language) i18n.words = { ...i18n.words, ...words };
  else await speak(i18n.language);
}

/** What is loaded, together with the words that it says. */
export const worded =
  <T>(area: Area, load: () => Promise<T>) =>
  async (): Promise<T> =>
    (await Promise.all([load(), learn(area)]))[0];

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
