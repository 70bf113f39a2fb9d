/** Opening hours in words. */
import { i18n, t } from "$lib/kernel/i18n.svelte";
import { at, clockOf, weekOf, type Week } from "./hours";

export type Opening = { open: boolean; text: string };
export type DayHours = { day: string; text: string; today: boolean };

/** Open until 18:00; Closed, opens at 9:00; null where the hours are not understood. */
export function openingOf(hours: string, now = new Date()): Opening | null {
  const week = weekOf(hours);
  if (!week) return null;
  const { open, until, days } = at(week, now);
  if (until === null) return { open, text: t(open ? "map.openAlways" : "map.closed") };
  const time = clockOf(until);
  if (open) return { open, text: t("map.openUntil", { time }) };
  if (days === 0) return { open, text: t("map.opensAt", { time }) };
  return { open, text: t("map.opensOn", { time, day: dayName(now.getDay() + days) }) };
}

/** By its number, Sunday is 0. */
function dayName(day: number, weekday: "long" | "short" = "short"): string {
  // The fourth of January of 1970 was a Sunday.
  const date = new Date(Date.UTC(1970, 0, 4 + day));
  return new Intl.DateTimeFormat(i18n.language, { weekday, timeZone: "UTC" }).format(date);
}

/** A line for each day, today's first; null where the hours are not understood. */
export function linesOf(hours: string, now = new Date()): DayHours[] | null {
  const week: Week | null = weekOf(hours);
  if (!week) return null;
  return Array.from({ length: 7 }, (_, n) => {
    const day = now.getDay() + n;
    const spans = week[(day + 6) % 7]!;
    const said = spans.map(([from, to]) =>
      to - from === 1440 ? t("map.allDay") : `${clockOf(from)}–${clockOf(to)}`,
    );
    return { day: dayName(day, "long"), text: said.join(", ") || t("map.closed"), today: n === 0 };
  });
}
