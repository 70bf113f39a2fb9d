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
