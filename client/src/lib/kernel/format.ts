import { i18n, t } from "./i18n.svelte";
import { signs } from "./text";

const DAY = 86_400_000;
const made = new Map<string, Intl.DateTimeFormat>();

/** The chosen language with the region that the browser names for it; else day before month. */
function locale(): string {
  const tags = typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
  const found = tags.find((tag) => tag.startsWith(`${i18n.language.slice(0, 2)}-`));
  return found ?? (i18n.language === "en" ? "en-GB" : i18n.language);
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = i18n.language + JSON.stringify(options);
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.DateTimeFormat(locale(), options)));
  return format;
}

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
/** How many calendar days ago, on this device's clock. */
const daysAgo = (date: Date, now: Date) =>
  Math.round((midnight(now).getTime() - midnight(date).getTime()) / DAY);

/** The time zone of this device, as IANA names it. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const clock = (iso: string): string =>
  formatter({ hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));

/** For a list: 9:38, Yesterday, Mon, 3 Nov, 3 Nov 2025; what is to come as `until` has it. */
export function when(iso: string, now = new Date()): string {
  const days = daysAgo(new Date(iso), now);
  return days > 0 ? day(iso, now, "short") : until(iso, now);
}

/** For a separator: Today, Yesterday, Monday, 3 November, 3 November 2025. */
export function day(iso: string, now = new Date(), style: "short" | "long" = "long"): string {
  const date = new Date(iso);
  const days = daysAgo(date, now);
  if (days === 0) return t("time.today");
  if (days === 1) return t("time.yesterday");
  if (Math.abs(days) < 7) return formatter({ weekday: style }).format(date);
  const sameYear = date.getFullYear() === now.getFullYear();
  const month = style;
  return formatter({ day: "numeric", month, ...(sameYear ? {} : { year: "numeric" }) }).format(
    date,
  );
}

/** Of what is to come: 9:38, Mon 9:38, 3 Nov 9:38, 3 Nov 2030 9:38. What is over has its date. */
export function until(iso: string, now = new Date()): string {
  const to = new Date(iso);
  const days = -daysAgo(to, now);
  if (days === 0) return clock(iso);
  const year = to.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  const far = { day: "numeric", month: "short", ...year } as const;
  const near = days > 0 && days < 7;
  return `${formatter(near ? { weekday: "short" } : far).format(to)} ${clock(iso)}`;
}

/** November 2026. */
export const monthName = (of: Date): string =>
  formatter({ month: "long", year: "numeric" }).format(of);

/** A full date for facts: 3 Nov 2026. */
export const date = (iso: string): string =>
  formatter({ day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));

/** A full date with its time: 3 Nov 2026, 9:38. */
export const moment = (iso: string): string =>
  date(iso) + (i18n.language === "en" ? ", " : " ") + clock(iso);

export const sameDay = (a: string, b: string): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();

export const count = (n: number): string => new Intl.NumberFormat(i18n.language).format(n);

/** 0 B, 820 KB, 3.4 MB. */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(3, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  const options = { style: "unit", unit: units[step]!, maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(i18n.language, options as Intl.NumberFormatOptions).format(
    bytes / 1000 ** step,
  );
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
// What stands for pictures in names of other towns, as `:blobcat:`.
const PICTURES = /:[\w+-]+:/g;

/** What stands on an avatar without a picture: 林美 -> 美, Amina Diallo -> AD, 🐸 -> 🐸. */
export function initials(name: string): string {
  const words = name
    .replace(PICTURES, " ")
    .trim()
    .split(/[\s·]+/u)
    .filter(Boolean);
  const first = words[0];
  if (!first) return "?";
  if (CJK.test(first)) return signs(first).at(-1)!;
  const last = words.length > 1 ? words.at(-1)! : "";
  return (signs(first)[0]! + (last ? signs(last)[0]! : "")).toLocaleUpperCase();
}

/** How long something lasts: 0:07, 12:30, 1:02:03. */
export function length(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
