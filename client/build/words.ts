import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SRC = here("../src");
const ROUTES = join(SRC, "routes");
const LANGUAGES = ["en", "zh-CN"];
/** Named by code that is always there, but said only once something went wrong. */
const LATER = /^error\.(?!offline|unknown)/;
/** The beginning of a whole kind of words that any screen may say: they are loaded once, with the rest. */
const ANY = "error.";
const MODULE = "virtual:words";
const INSIDE = "\0";

type Words = Record<string, string>;
const base = (key: string) => key.replace(/#\w+$/, "");
const wordsOf = (language: string) =>
  JSON.parse(readFileSync(here(`../words/${language}.json`), "utf8")) as Words;

const files = new Map<string, string>();
function source(path: string): string {
  if (!files.has(path)) files.set(path, readFileSync(path, "utf8"));
  return files.get(path)!;
}

/** The file of ours that `path` imports as `name`. */
function found(path: string, name: string): string | undefined {
  const start = name.startsWith("$lib/") ? join(SRC, "lib", name.slice(5)) : undefined;
  const whole = start ?? (name.startsWith(".") ? join(dirname(path), name) : undefined);
  return (
    whole && [whole, `${whole}.ts`].find((one) => /\.(ts|svelte)$/.test(one) && existsSync(one))
  );
}

/** What a service tells of itself is read with all others: its screens have words of their own. */
const SERVICE = /routes\/\w+\/service\.ts$/;
const GATHERED = /import\.meta\.glob[^(]*\(\s*"\.\/\*\/([\w.]+)"/g;

/** The files of the folders beside `path` that it gathers by a pattern. */
const gathered = (path: string): string[] =>
  [...source(path).matchAll(GATHERED)].flatMap(([, name]) =>
    readdirSync(dirname(path))
      .map((folder) => join(dirname(path), folder, name!))
      .filter((file) => existsSync(file)),
  );

const STATIC = /^\s*(?:import|export)\s(?!type\b)[^"'`;()]*?["']([^"']+)["']/gm;
const LAZY = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** All files that `roots` bring with them, but for those of `but`. */
function reach(roots: string[], ways: RegExp[], but = new Set<string>()): Set<string> {
  const all = new Set<string>();
  const waiting = [...roots];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (all.has(path) || but.has(path)) continue;
    all.add(path);
    waiting.push(...gathered(path));
    for (const way of SERVICE.test(path) ? [STATIC] : ways)
      for (const [, name] of source(path).matchAll(way)) {
        const next = found(path, name!);
        if (next) waiting.push(next);
      }
  }
  return all;
}

/** The words that a file may say: it names them, or the beginning of their names. */
function said(paths: Iterable<string>, keys: ReadonlySet<string>): Set<string> {
  const all = new Set<string>();
  for (const path of paths) {
    for (const [, name] of source(path).matchAll(/["'`]([\w.-]+)["'`]/g))
      if (keys.has(name!)) all.add(name!);
    for (const [, start] of source(path).matchAll(/`(\w+\.[\w.]*)\$\{/g))
      if (start !== ANY) for (const key of keys) if (key.startsWith(start!)) all.add(key);
  }
  return all;
}

const under = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && /\.(ts|svelte)$/.test(one.name))
    .map((one) => join(one.parentPath, one.name));

/**
 * The words by where they are said: `first` comes with the first load, each folder of `routes` has
 * what its screens say besides, `rest` is what is said elsewhere.
 */
export function areas(): Record<string, Set<string>> {
  files.clear();
  const keys = new Set(Object.keys(wordsOf("en")).map(base));
  const start = reach([join(SRC, "main.ts")], [STATIC]);
  const first = new Set([...said(start, keys)].filter((key) => !LATER.test(key)));
  const found: Record<string, Set<string>> = { first };
  const rest = new Set(keys);
  const folders = readdirSync(ROUTES, { withFileTypes: true }).filter((one) => one.isDirectory());
  for (const { name } of folders) {
    const screens = reach(under(join(ROUTES, name)), [STATIC, LAZY], start);
    found[name] = new Set([...said(screens, keys)].filter((key) => !first.has(key)));
  }
  for (const area of Object.values(found)) for (const key of area) rest.delete(key);
  return { ...found, rest };
}

/** `virtual:words`: for each language and area a way to load its words. In development all at once. */
export function words(): Plugin {
  let whole = true;
  let shared: Record<string, Set<string>> = {};
  const loader = (language: string) => {
    const ways = Object.keys(shared).map(
      (area) => `"${area}": async () => (await import("${MODULE}/${language}-${area}")).default`,
    );
    return `"${language}": { ${ways.join(", ")} }`;
  };
  return {
    name: "leapfrog-words",
    configResolved: (config) => void (whole = config.command === "serve"),
    buildStart() {
      shared = areas();
      if (!whole) return;
      const all = new Set(Object.values(shared).flatMap((area) => [...area]));
      for (const area of Object.keys(shared)) shared[area] = area === "first" ? all : new Set();
    },
    resolveId: (id) => (id.startsWith(MODULE) ? INSIDE + id : undefined),
    load(id) {
      if (id === INSIDE + MODULE) return `export default { ${LANGUAGES.map(loader).join(", ")} }`;
      if (!id.startsWith(INSIDE + MODULE)) return undefined;
      const [, language, area] = /\/(en|zh-CN)-(\w+)$/.exec(id)!;
      const all = Object.entries(wordsOf(language!));
      const some = all.filter(([key]) => shared[area!]!.has(base(key)));
      return `export default ${JSON.stringify(Object.fromEntries(some))}`;
    },
  };
}
