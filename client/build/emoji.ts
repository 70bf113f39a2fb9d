import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

type Entry = {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
  version: number;
};

const MODULE = "virtual:emoji";
const INSIDE = "\0";
/** What systems have a picture for that are some years old. */
const NEWEST = 15;
/** Groups of Unicode, as they stand in the pad: faces and people are one, parts of pictures none. */
const CATEGORIES = [[0, 1], [3], [4], [5], [6], [7], [8], [9]];
const LANGUAGES: Record<string, string> = { en: "en", "zh-CN": "zh" };

const resolve = createRequire(import.meta.url).resolve;
const read = (language: string) =>
  JSON.parse(readFileSync(resolve(`emojibase-data/${language}/data.json`), "utf8")) as Entry[];

const within = (entries: Entry[], category: number) =>
  entries
    .filter((one) => CATEGORIES[category]!.includes(one.group ?? -1) && one.version <= NEWEST)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** One line for each emoji: what it is called, and by what else it is looked for. */
function names(language: string, category: number): string {
  const entries = within(read(LANGUAGES[language]!), category);
  return entries
    .map(({ label, tags = [] }) => [label, ...tags.filter((tag) => tag !== label)].join("|"))
    .join("\n");
}

/**
 * `virtual:emoji`: the emoji of each category, and by language and category a way to load their
 * names, line by line: so much text that each category is a chunk of its own.
 */
export function emoji(): Plugin {
  return {
    name: "leapfrog-emoji",
    resolveId: (id) => (id.startsWith(MODULE) ? INSIDE + id : undefined),
    load(id) {
      if (!id.startsWith(INSIDE + MODULE)) return undefined;
      const [, language, category] = /\/([\w-]+)\/(\d)$/.exec(id) ?? [];
      if (language) return `export default ${JSON.stringify(names(language, Number(category)))}`;
      const all = CATEGORIES.map((_, n) => within(read("en"), n).map((one) => one.emoji));
      const loaders = Object.keys(LANGUAGES).map((one) => {
        const ways = CATEGORIES.map((_, n) => `() => import("${MODULE}/${one}/${n}")`);
        return `${JSON.stringify(one)}: [${ways.join(", ")}]`;
      });
      return (
        `export const categories = ${JSON.stringify(all.map((one) => one.join(" ")))}` +
        `.map((one) => one.split(" "));\nexport const names = { ${loaders.join(", ")} };`
      );
    },
  };
}
