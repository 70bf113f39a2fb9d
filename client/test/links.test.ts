import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { moved, TABS } from "$lib/kernel/place";

const SRC = fileURLToPath(new URL("../src", import.meta.url));
const files = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.startsWith("service-worker"))
  .map((file) => ({ file, text: readFileSync(`${SRC}/${file}`, "utf8") }));

const parts = (path: string) => path.split("/").filter(Boolean);
const screens = files
  .filter(({ file }) => /routes\/(\w+\/routes|first)\.ts$/.test(file))
  .flatMap(({ text }) => [...text.matchAll(/^ {2}"(\/[^"]*)": [\w{]/gm)].map(([, path]) => path!))
  .concat(Object.values(TABS))
  .map((path) => parts(path.replace(/\([^)]*\)/g, "")));

const LINK = /(?:href=|href: |router\.go\(\s*)["`{]*(\/[^"`]*)["`]/g;
/** Stands for what is filled in when the link is made. */
const ANY = "*";

/** Of the server's: what it gives to programs, and files. */
const other = (path: string) => path.startsWith("/api/") || path.includes(".");

function isScreen(path: string): boolean {
  const link = parts(path);
  return screens.some(
    (screen) =>
      screen.length === link.length &&
      screen.every((part, i) => part === link[i] || part[0] === ":" || link[i]!.includes(ANY)),
  );
}

test("each link leads to a screen", () => {
  const links = files.flatMap(({ file, text }) =>
    [...text.matchAll(LINK)].map(([, said]) => {
      const path = said!.replace(/\$?\{[^}]*(\}|$)/g, ANY).replace(/[?#].*/, "");
      return { said: `${file}: ${said}`, path: moved(path) };
    }),
  );
  expect(screens.length).toBeGreaterThan(250);
  expect(links.length).toBeGreaterThan(500);
  const dead = links.filter(({ path }) => !other(path) && !isScreen(path));
  expect(dead.map(({ said }) => said)).toEqual([]);
});
