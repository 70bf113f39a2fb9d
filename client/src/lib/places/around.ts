import { metres } from "$lib/parts/map/projection";
import { position } from "./here.svelte";
import { distance, kindOf, nameOf } from "./naming";
import { openingOf } from "./opening";
import type { Place } from "./types";

/** Below the name of a place: what it is, how far from here if that is known, until when it is open. */
export function aroundOf(place: Place): string {
  const far = position.at && distance(metres(position.at, place));
  if (place.on) return [place.on.text, far].filter(Boolean).join(" · ");
  const what = nameOf(place) === kindOf(place) ? place.address : kindOf(place);
  return [what, far, openingOf(place.hours)?.text].filter(Boolean).join(" · ");
}
