import film from "@phosphor-icons/core/fill/film-slate-fill.svg?raw";
import music from "@phosphor-icons/core/fill/music-notes-fill.svg?raw";
import star from "@phosphor-icons/core/fill/star-fill.svg?raw";
import type { Event } from "$lib/tickets/types";

/** The sign of what has no poster, by its kind. */
export const signOf = ({ kind }: Event): string =>
  kind === "film" ? film : kind === "concert" ? music : star;
