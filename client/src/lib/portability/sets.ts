import { has, t } from "$lib/kernel/i18n.svelte";

/** How the town says in English why something stayed out. */
const REASONS: Record<string, "known" | "stays"> = {
  "is here already": "known",
  "stays with the town it was made in": "stays",
};

/** What a record set is called; a set that we don't know yet by its own name. */
export function setName(name: string): string {
  const key = `sets.${name}`;
  return has(key) ? t(key) : name.replaceAll("_", " ");
}

export const why = (reason: string): string =>
  Object.hasOwn(REASONS, reason) ? t(`arrive.why.${REASONS[reason]!}`) : reason;

/** What no town gives to another: how somebody signs in there. */
export const staysBehind = (reason: string): boolean => REASONS[reason] === "stays";
