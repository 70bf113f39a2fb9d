import { has, t } from "$lib/kernel/i18n.svelte";
import type { ArrivalSet } from "./types";

/** What a record set is called; a set that we don't know yet by its own name. */
export function setName(name: string): string {
  const key = `sets.${name}`;
  return has(key) ? t(key) : name.replaceAll("_", " ");
}

type Reason = ArrivalSet["reasons"][number];

/** Why so many records stay out. */
export const why = ({ reason, count }: Reason, several: boolean): string => {
  const said = t(`arrive.why.${reason}`);
  return several ? t("arrive.whyOf", { n: count, why: said }) : said;
};

/** What no town gives to another: how somebody signs in there. */
export const staysBehind = ({ reasons }: Pick<ArrivalSet, "reasons">): boolean =>
  reasons.some((one) => one.reason === "stays");
