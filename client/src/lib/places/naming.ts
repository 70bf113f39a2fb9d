/** How a place is called, what it is, and how far: for people. */
import { count } from "$lib/kernel/format";
import { has, i18n, t } from "$lib/kernel/i18n.svelte";
import type { Place, Whereabouts } from "./types";

/** In the reader's language, where the place has such a name. */
export const nameOf = ({ names, name, kind, category }: Naming): string =>
  names[i18n.language.slice(0, 2)] || name || kindOf({ kind, category });

/** What people there call it, where that is something else; to be shown small. */
export const localName = (place: Naming): string =>
  place.name && place.name !== nameOf(place) ? place.name : "";

type Kinded = { kind: string; category: string };
type Naming = Kinded & Pick<Place, "names" | "name">;

/** Café, Pharmacy; of a kind without words what it is at large. */
export function kindOf({ kind, category }: Kinded): string {
  const own = `map.kind.${kind}`;
  if (has(own)) return t(own);
  const large = `map.category.${category}`;
  return has(large) ? t(large) : t("map.category.other");
}

/** Below its name: what it is, unless that is its name, and where. */
export function aboutOf(place: Naming & { address: string }): string {
  const kind = kindOf(place);
  return [kind === nameOf(place) ? "" : kind, place.address].filter(Boolean).join(" · ");
}

/** 120 m, 1.4 km: no nearer than people and their phones know. */
export function distance(metres: number): string {
  if (metres < 1000)
    return t("map.metres", { far: count(Math.max(10, Math.round(metres / 10) * 10)) });
  const far = metres < 10_000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000);
  return t("map.kilometres", { far: count(far) });
}

/** Mannerheimintie 5; by Kappeli; on Aleksanterinkatu. */
export function whereOf({ how, name, names }: Whereabouts): string {
  const said = names[i18n.language.slice(0, 2)] || name;
  return how === "at" ? said : t(`map.where.${how}`, { name: said });
}
