import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const KEPT = /^assets\/.*\.(js|css)$/;

/** Writes the list of files to keep offline, and a version made of it, into the service worker. */
export function worker(): Plugin {
  return {
    name: "leapfrog-worker",
    enforce: "post",
    generateBundle(_options, bundle) {
      const sw = bundle["sw.js"];
      if (sw?.type !== "chunk") throw new Error("no sw.js in the bundle");
      if (sw.imports.length) throw new Error("the service worker must be one file");
      const files = Object.keys(bundle).filter((file) => KEPT.test(file));
      const shell = bundle["index.html"];
      if (shell?.type !== "asset") throw new Error("the shells must be made before the worker");
      const version = createHash("sha256")
        .update(files.sort().join() + String(shell.source) + sw.code)
        .digest("hex")
        .slice(0, 12);
      sw.code = sw.code
        .replace(/["'`]__FILES__["'`]/, JSON.stringify(JSON.stringify(files.map((f) => `/${f}`))))
        .replaceAll("__VERSION__", version);
    },
  };
}
