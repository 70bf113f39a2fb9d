import { readFileSync } from "node:fs";

const { browserslist } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { browserslist: string[] };

/** The oldest browsers that Leapfrog runs in, by name: `chrome`, `safari`, `ios_saf`, `firefox`. */
export const oldest: Record<string, string> = Object.fromEntries(
  browserslist.map((one) => one.split(" ") as [string, string]),
);

/** The same as esbuild names them; iOS has Safari's engine. */
export const target = Object.entries(oldest).map(
  ([name, version]) => `${name === "ios_saf" ? "ios" : name}${version}`,
);
