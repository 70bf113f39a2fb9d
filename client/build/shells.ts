import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

type Words = Record<string, string>;

const LANGUAGES = { en: "index.html", "zh-CN": "index.zh-CN.html" };

const words = (language: string): Words =>
  JSON.parse(readFileSync(new URL(`../words/${language}.json`, import.meta.url), "utf8"));

const icon = (name: string) =>
  readFileSync(
    new URL(`../node_modules/@phosphor-icons/core/assets/${name}.svg`, import.meta.url),
    "utf8",
  )
    .replace("<svg ", '<svg width="27" height="27" aria-hidden="true" ')
    .replace(' xmlns="http://www.w3.org/2000/svg"', "");

const translate = (html: string, dict: Words) =>
  html
    .replace(/\{\{icon ([\w/-]+)\}\}/g, (_, name: string) => icon(name))
    .replace(/\{\{([\w.]+)\}\}/g, (_, key: string) => {
      if (!dict[key]) throw new Error(`index.html names a missing word: ${key}`);
      return dict[key];
    });

/**
 * One shell per language, with the first screen's CSS inlined (its nonce and the boot data are
 * filled in by the server) and the lazily loaded words of that language announced.
 */
export function shells(): Plugin[] {
  /** CSS that is in the page, and the page's script. */
  const inlined = new Map<string, string>();
  const pages: Plugin = {
    name: "leapfrog-shells",
    enforce: "post",
    transformIndexHtml: {
      order: "pre",
      handler: (html, ctx) => (ctx.server ? translate(html, words("en")) : html),
    },
    generateBundle(_options, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("no index.html in the bundle");
      let html = String(page.source);
      html = html.replace(
        /<link rel="stylesheet"[^>]*href="\/([^"]+)"[^>]*>\s*/g,
        (_, file: string) => {
          const css = bundle[file];
          if (css?.type !== "asset") throw new Error(`no ${file} in the bundle`);
          delete bundle[file];
          inlined.set(file, /src="\/([^"]+)"/.exec(html)![1]!);
          return `<style nonce="__NONCE__">${String(css.source).trim()}</style>`;
        },
      );
      html = html.replace(/\n\s*/g, "\n");
      delete bundle["index.html"];
      for (const [language, fileName] of Object.entries(LANGUAGES)) {
        const chunk = Object.keys(bundle).find((f) =>
          new RegExp(`assets/${language}-[^/]+\\.js$`).test(f),
        );
        const hint = chunk ? `<link rel="modulepreload" href="/${chunk}">\n</head>` : "</head>";
        const source = translate(html, words(language)).replace("</head>", hint);
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
  // Vite writes down what each lazy chunk needs. What the page has must not be asked for again;
  // the list is by number, so the script that is there anyway takes its place.
  const needs: Plugin = {
    name: "leapfrog-shells-needs",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === "chunk")
            for (const [css, script] of inlined)
              chunk.code = chunk.code.replaceAll(`"${css}"`, `"${script}"`);
      },
    },
  };
  return [pages, needs];
}
