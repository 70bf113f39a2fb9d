/**
 * What the client knows of the town's API: `leapfrog openapi | node scripts/schema.mjs [--check]`.
 * With `--check` it writes nothing, and fails when the committed file says something else.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { format } from "prettier";
import ts from "typescript";

const OUT = fileURLToPath(new URL("../src/lib/kernel/schema.d.ts", import.meta.url));
const HEAD = "/** Made by `make schema` from the town's own description of its API. */";
/** For people, or for checks at run time: no types come of them. */
const WORDS = "default deprecated description examples format headers operationId summary title";
const IGNORED = new Set([...WORDS.split(" "), "tags"]);
const BLOB = ts.factory.createTypeReferenceNode("Blob");
const isBytes = (schema) => schema.format === "binary";

/** The description with only what makes a type; members may be named like a word of OpenAPI. */
function bare(node, names = false) {
  if (Array.isArray(node)) return node.map((one) => bare(one));
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(
    ([key, value]) => names || !IGNORED.has(key) || value === "binary",
  );
  const made = kept.map(([key, value]) => [key, bare(value, !names && key === "properties")]);
  return lists(Object.fromEntries(made));
}

/** Pairs as lists, which openapi-fetch makes of them in answers. */
function lists({ prefixItems, ...schema }) {
  return prefixItems ? { ...schema, items: { anyOf: prefixItems } } : schema;
}

/** Without refusals, which all reach the client as `Problem`. */
function answered(operation) {
  const good = Object.entries(operation.responses).filter(([status]) => status < "300");
  return { ...operation, responses: Object.fromEntries(good) };
}

function described(document) {
  const { paths, components, ...rest } = bare(document);
  const ours = Object.entries(paths).filter(([path]) => path.startsWith("/api/v1/"));
  const operations = (path) =>
    Object.fromEntries(Object.entries(path).map(([method, one]) => [method, answered(one)]));
  return {
    ...rest,
    paths: Object.fromEntries(ours.map(([path, one]) => [path, operations(one)])),
    components: { schemas: components.schemas },
  };
}

/** In fewer lines: without comments, and without what is not there. */
function compact(text) {
  return text
    .replace(/^ *\/\*\* .* \*\/\n/gm, "")
    .replace(/^ *headers: {\n *\[name: string\]: unknown;\n *};\n/gm, "")
    .replace(/^ *(?!query)\w+\??: never;\n/gm, "")
    .replace(/^(    "\/.*": {\n) *parameters: {\n *query\?: never;\n *};\n/gm, "$1")
    .replace(/^export type \S+ = Record<string, never>;\n/gm, "")
    .replace(/{\n */g, "{ ");
}

const check = process.argv.includes("--check");
const tree = await openapiTS(described(await json(process.stdin)), {
  alphabetize: true,
  emptyObjectsUnknown: true,
  transform: (schema) => (isBytes(schema) ? BLOB : undefined),
});
const made = await format(`${HEAD}\n${compact(astToString(tree))}`, {
  parser: "typescript",
  printWidth: 100,
});
if (!check) writeFileSync(OUT, made);
else if (made !== readFileSync(OUT, "utf8")) {
  console.error("schema.d.ts is not what the API says: run `make schema`.");
  process.exit(1);
}
