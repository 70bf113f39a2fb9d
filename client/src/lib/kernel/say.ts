import { has, t } from "./i18n.svelte";
import { Problem } from "./problem";

/** A kind sentence for what went wrong, in the person's language; else the server's own. */
export function say(error: unknown): string {
  const problem = Problem.of(error);
  const key = `error.${problem.code}`;
  if (has(key)) return t(key, { n: problem.retryAfter });
  if (problem.status && problem.status < 500 && problem.title) return problem.title;
  return t("error.unknown");
}

/** The same of a problem of which only the code is known. */
export function sayCode(code: string): string {
  const key = `error.${code}`;
  return t(has(key) ? key : "error.unknown");
}
