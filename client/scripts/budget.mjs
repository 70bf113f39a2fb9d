/** Prints what each first load and each lazy chunk costs (KB, brotli) and fails over the budget. */
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const FIRST = 70;
const LAZY = 15;
/** What draws the map. */
const MAP = 9;
const out = new URL("../../leapfrog/static/", import.meta.url);
const read = (file) => readFileSync(new URL(file, out));
const kb = (file) => brotliCompressSync(read(file)).length / 1024;

/** The files that the page names itself, and what those import at once. */
function firstLoad(page) {
  const html = read(page).toString();
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = read(file).toString();
    for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      visit(`assets/${name}`);
  };
  for (const [, file] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g))
    visit(file);
  return seen;
}

let over = false;
function line(name, size, limit) {
  const bad = size > limit;
  over ||= bad;
  console.log(`${size.toFixed(1).padStart(7)} KB  ${name}${bad ? `  OVER ${limit} KB` : ""}`);
}

const first = firstLoad("index.html");
console.log("First load");
for (const page of ["index.html", "index.zh-CN.html"]) {
  const files = firstLoad(page);
  const size = kb(page) + [...files].reduce((sum, file) => sum + kb(file), 0);
  line(`${page} with ${files.size} files`, size, FIRST);
}
for (const file of ["index.html", ...first])
  console.log(`${kb(file).toFixed(1).padStart(9)}     ${file}`);

console.log("Lazy");
const lazy = readdirSync(new URL("assets/", out))
  .filter((file) => /\.(js|css)$/.test(file) && !first.has(`assets/${file}`))
  .map((file) => [file, kb(`assets/${file}`)])
  .sort((a, b) => b[1] - a[1]);
for (const [file, size] of lazy) line(file, size, /^canvas-.*js$/.test(file) ? MAP : LAZY);
line("sw.js", kb("sw.js"), LAZY);
process.exit(over ? 1 : 0);
