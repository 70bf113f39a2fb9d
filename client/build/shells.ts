import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { oldest } from "./browsers.ts";

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
      return dict[key].replace(/\{(\w+)\}/g, (_, name: string) => oldest[name]!);
    });

/**
 * One shell per language, with the first screen's CSS inlined (its nonce and the boot data are
 * filled in by the server) and the lazily loaded words of that language announced.
 */
export function shells(): Plugin[] {
  const inShell = new Set<string>();
  return [inlined(inShell), forgotten(inShell)];
}

/**
 * A lazy chunk asks for the styles of all that it imports. Those in the shell are there already: it
 * asks for the script that they belong to in their place.
 */
function forgotten(inShell: ReadonlySet<string>): Plugin {
  return {
    name: "leapfrog-shells-styles",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
        for (const css of inShell) {
          const owner = chunks.find((one) => one.viteMetadata?.importedCss.has(css));
          if (!owner) throw new Error(`no script has ${css}`);
          for (const one of chunks) one.code = one.code.replaceAll(css, owner.fileName);
        }
      },
    },
  };
}

function inlined(inShell: Set<string>): Plugin {
  return {
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
          inShell.add(file);
          return `<style nonce="__NONCE__">${String(css.source).trim()}</style>`;
        },
      );
      html = html.replace(/\n\s*/g, "\n");
      delete bundle["index.html"];
      for (const [language, fileName] of Object.entries(LANGUAGES)) {
        const chunk = Object.keys(bundle).find((f) =>
          new RegExp(`assets/${language}-first-[^/]+\\.js$`).test(f),
        );
        const hint = chunk ? `<link rel="modulepreload" href="/${chunk}">\n</head>` : "</head>";
        const source = translate(html, words(language)).replace("</head>", hint);
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}
