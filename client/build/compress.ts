import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH_IT = /\.(js|css|html|json|svg|webmanifest)$/;

function* files(dir: string): Generator<string> {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (WORTH_IT.test(name)) yield path;
  }
}

/** Writes a `.br` and a `.gz` beside every text file, so that the server never compresses them. */
export function compress(): Plugin {
  let out = "";
  return {
    name: "leapfrog-compress",
    apply: "build",
    configResolved: (config) => void (out = config.build.outDir),
    writeBundle() {
      for (const path of files(out)) {
        const bytes = readFileSync(path);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
