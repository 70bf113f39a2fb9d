import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const SWAGGER = [
  "swagger-ui.css",
  "swagger-ui-bundle.js",
  "swagger-ui-bundle.js.LICENSE.txt",
  "LICENSE",
  "NOTICE",
];

/** Emits what `/api/reference` loads: Swagger UI as it is published, and what starts it. */
export function reference(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: "leapfrog-reference",
    apply: "build",
    generateBundle() {
      const emit = (name: string, path: string | URL) =>
        this.emitFile({
          type: "asset",
          fileName: `reference/${name}`,
          source: readFileSync(path),
        });
      for (const name of SWAGGER) emit(name, resolve(`swagger-ui-dist/${name}`));
      emit("start.js", new URL("../src/reference/start.js", import.meta.url));
    },
  };
}
