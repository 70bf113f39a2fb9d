import { has, i18n, t } from "$lib/kernel/i18n.svelte";
import { date } from "$lib/kernel/format";
import type { Field, Kind } from "./types";

/** Labels to choose from; any other word is fine too. */
export const LABELS: Record<Kind, readonly string[]> = {
  phone: ["mobile", "home", "work", "main", "other"],
  email: ["home", "work", "other"],
  address: ["home", "work", "other"],
  birthday: [],
  url: ["home", "work", "other"],
  network: ["wechat", "qq", "whatsapp", "telegram", "signal", "instagram", "linkedin"],
  org: ["title", "role"],
  note: ["nickname", "anniversary"],
};

/** A label in the person's language when it is one of ours, else as it was written. */
export function labelText(label: string): string {
  const key = `contacts.label.${label}`;
  return has(key) ? t(key) : label;
}

/** What stands above a value: its label, else what it is. */
export const captionOf = ({ kind, label }: Field): string =>
  label ? labelText(label) : t(`contacts.kind.${kind}`);

const web = (text: string) => (/^https?:\/\//i.test(text) ? text : null);

/** Where a tap on a value leads: a call, a letter, a map, a page; null where nowhere. */
export function hrefOf({ kind, value }: Field): string | null {
  if (kind === "phone") return `tel:${value.replace(/[^\d+*#,;]/g, "")}`;
  if (kind === "email") return `mailto:${encodeURIComponent(value).replace("%40", "@")}`;
  if (kind === "address")
    return `https://www.openstreetmap.org/search?query=${encodeURIComponent(value)}`;
  if (kind === "url")
    return web(value) ?? (/^[\w-]+(\.[\w-]+)+/.test(value) ? `https://${value}` : null);
  return kind === "network" ? web(value) : null;
}

/** A value as it is read; birthdays as a date in the person's language. */
export function valueText({ kind, value }: Field): string {
  if (kind !== "birthday") return value;
  const [, year, month, day] = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (!month || !day) return value;
  const iso = `${year === "-" ? "2000" : year}-${month}-${day}T12:00`;
  return year === "-" ? dayOfYear(iso) : date(iso);
}

const dayOfYear = (iso: string) =>
  new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "long" }).format(new Date(iso));

export const first = (kind: Kind, ...lists: readonly Field[][]): Field | undefined =>
  lists.flat().find((field) => field.kind === kind);
