import { readdirSync } from "node:fs";
import compat from "eslint-plugin-compat";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

const NOT_MODULES = ["kernel", "parts"];
const modules = readdirSync("src/lib").filter((name) => !NOT_MODULES.includes(name));

/** What may not be imported there, and why. */
const banned = (regex, message) => ({ regex, message });
const imports = (files, ...patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});
const NICE = [
  "navigator.vibrate",
  "navigator.setAppBadge",
  "navigator.clearAppBadge",
  "requestIdleCallback",
];
/** What a question about itself would hide from the check above. */
const YOUNG = ["error", { object: "URL", property: "canParse", message: "Use `urlOf`." }];
const WEB = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB"];
const PAGE = ["document", "window"];
const API = banned(
  "^\\$lib/kernel/(api|stream|store)$",
  "Views never fetch: ask the module's model.",
);
const UP = banned(
  "^\\.\\./.*lib/|^\\$lib/(?!kernel/|parts/|[a-z-]+/)",
  "Use $lib/<module>/<file>.",
);
const ROUTES = banned("routes/", "The library knows no screens.");

export default [
  { ignores: ["node_modules", "src/lib/kernel/schema.d.ts"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  // What the oldest browsers of package.json do not have needs a way without it.
  {
    ...compat.configs["flat/recommended"],
    files: ["src/**"],
    // Asked for with `?.`, and nothing is amiss where they lack.
    settings: { polyfills: NICE },
    rules: { ...compat.configs["flat/recommended"].rules, "no-restricted-properties": YOUNG },
  },
  {
    languageOptions: { parserOptions: { extraFileExtensions: [".svelte"] } },
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      "svelte/no-navigation-without-resolve": "off",
      "svelte/no-at-html-tags": "error",
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  { files: ["**/*.svelte"], rules: { "no-restricted-globals": ["error", ...WEB] } },
  imports(["src/routes/**"], API, UP),
  // The kernel stands on nothing of ours; parts stand on the kernel, without its network.
  imports(["src/lib/kernel/**"], banned("^\\$lib/", "The kernel imports only itself."), ROUTES),
  imports(
    ["src/lib/parts/**"],
    API,
    banned("^\\$lib/(?!kernel/)", "Parts know no module."),
    ROUTES,
  ),
  ...modules.flatMap((name) => [
    imports(
      [`src/lib/${name}/**`],
      banned(
        `^\\$lib/(?!kernel/|parts/|${name}/)`,
        "A module imports kernel and parts, never another module.",
      ),
      banned("^\\.\\./", "A module stays in its folder."),
      ROUTES,
    ),
    { files: [`src/lib/${name}/**/*.ts`], rules: { "no-restricted-globals": ["error", ...PAGE] } },
  ]),
];
