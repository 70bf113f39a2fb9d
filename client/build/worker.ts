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
      const shell = String(
        Object.values(bundle).find((f) => f.fileName === "index.html" && f.type === "asset") ?? "",
      );
      const version = createHash("sha256")
        .update(files.sort().join() + shell)
        .digest("hex")
        .slice(0, 12);
      sw.code = sw.code
        .replace(/["'`]__FILES__["'`]/, JSON.stringify(JSON.stringify(files.map((f) => `/${f}`))))
        .replace("__VERSION__", version);
    },
  };
}
