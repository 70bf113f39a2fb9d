/** Opening hours in the syntax of OpenStreetMap, as far as most places need it. */

/** From and to, in minutes since midnight; what ends after midnight ends beyond 1440. */
export type Span = readonly [from: number, to: number];
/** Monday first. */
export type Week = readonly Span[][];
/** `until`: minutes of the day at which that changes; null: not within a week. */
export type Now = { open: boolean; until: number | null; days: number };

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const DAY = 24 * 60;
const RULE = /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)[-, ]*)*)(.*)$/;
const SPAN = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/;

/** Which days `Mo-Fr,Su` means; null: something else. Holidays are days like others here. */
function daysOf(text: string): number[] | null {
  const all: number[] = [];
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "PH" || part === "SH") continue;
    const [from, to = from] = part.split("-").map((day) => DAYS.indexOf(day));
    if (from === undefined || from < 0 || to! < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      all.push(day);
      if (day === to) break;
    }
  }
  return all;
}

function spansOf(text: string): Span[] | null {
  if (text === "off" || text === "closed") return [];
  if (text === "24/7" || text === "00:00-24:00") return [[0, DAY]];
  const spans: Span[] = [];
  for (const part of text.split(",")) {
    const [, h1, m1, h2, m2] = SPAN.exec(part.trim()) ?? [];
    if (!h2) return null;
    const [from, to] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)];
    if (from >= DAY || to > 2 * DAY) return null;
    spans.push([from, to <= from ? to + DAY : to]);
  }
  return spans;
}

/** The hours of each day; null where they are said in another way, and are shown as they are. */
export function weekOf(hours: string): Week | null {
  const week: Span[][] = DAYS.map(() => []);
  const rules = hours
    .split(";")
    .map((rule) => rule.trim())
    .filter(Boolean);
  if (!rules.length) return null;
  for (const rule of rules) {
    const [, named = "", said = ""] = RULE.exec(rule)!;
    const names = named.trim().replace(/,$/, "");
    const days = names ? daysOf(names) : [0, 1, 2, 3, 4, 5, 6];
    const spans = spansOf(said.trim());
    if (!days || !spans) return null;
    for (const day of days) week[day] = spans;
  }
  return week;
}

/** Whether it is open, and when that changes, on this device's clock. */
export function at(week: Week, now: Date): Now {
  const today = (now.getDay() + 6) % 7;
  const minute = now.getHours() * 60 + now.getMinutes();
  const spans = [-1, 0, 1, 2, 3, 4, 5, 6, 7].flatMap((day) =>
    week[(today + day + 7) % 7]!.map(([from, to]) => [from + day * DAY, to + day * DAY] as const),
  );
  spans.sort((a, b) => a[0] - b[0]);
  const inside = spans.find(([from, to]) => from <= minute && minute < to);
  if (!inside) {
    const next = spans.find(([from]) => from > minute);
    return change(false, next ? next[0] : null);
  }
  // One span may go on in the next: round the clock there is no end.
  let end = inside[1];
  for (const [from, to] of spans) if (from <= end && to > end) end = to;
  return change(true, end - minute >= 7 * DAY - DAY ? null : end);
}

const change = (open: boolean, minute: number | null): Now => ({
  open,
  until: minute === null ? null : minute % DAY,
  days: minute === null ? 0 : Math.floor(minute / DAY),
});

/** 9:00; midnight at the end of a day is 0:00. */
export const clockOf = (minute: number): string =>
  `${Math.floor((minute % DAY) / 60)}:${String(minute % 60).padStart(2, "0")}`;
