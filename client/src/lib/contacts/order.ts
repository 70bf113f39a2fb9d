import { spelling } from "$lib/kernel/spelling.svelte";
import { plain } from "$lib/kernel/text";
import type { ContactRow } from "$lib/kernel/types";

/** One line of the list; `heading` stands above the first of a letter. */
export type Line = { key: string; row: ContactRow; heading: string };

export const STAR = "★";
export const OTHERS = "#";

const byOrder = (a: ContactRow, b: ContactRow) =>
  a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.id < b.id ? -1 : 1;

/** In the order of the server: Latin by letter, Chinese among them by pinyin, signs last. */
export const ordered = (rows: Iterable<ContactRow>): ContactRow[] => [...rows].sort(byOrder);

/** The heading under which a contact stands: its key's first letter, or `#`. */
export function headingOf(row: ContactRow): string {
  const first = [...row.sort][0] ?? "~";
  return first === "~" ? OTHERS : first.toLocaleUpperCase();
}

/** The list as it is drawn: the starred first, then everyone by letter. */
export function lines(rows: readonly ContactRow[], withStarred: boolean): Line[] {
  const starred = withStarred ? rows.filter((row) => row.starred) : [];
  let before = "";
  const all = rows.map((row) => {
    const letter = headingOf(row);
    const heading = letter === before ? "" : letter;
    before = letter;
    return { key: row.id, row, heading };
  });
  const top = starred.map((row, i) => ({ key: `${STAR}${row.id}`, row, heading: i ? "" : STAR }));
  return [...top, ...all];
}

/** For the index at the side: each heading with the line that it stands above. */
export const headings = (all: readonly Line[]): { text: string; key: string }[] =>
  all.filter((line) => line.heading).map((line) => ({ text: line.heading, key: line.key }));

/** 林美 -> lm: the sort key has each Chinese sign as its first letter and `{code`. */
const initialsOf = (sort: string) =>
  sort.includes("{") ? sort.replace(/\{(?:[0-9a-f]{4}|.)/gu, "").replace(/^~/, "") : "";

function findable(row: ContactRow): string {
  const { name, org, subtitle, tags, person, sort, search } = row;
  const words = [name, org, subtitle, ...tags, person?.display_name, person?.handle];
  const text = words.filter(Boolean).join("\n");
  return `${plain(text)}\n${spelling.of(text)}\n${initialsOf(sort)}\n${search}`;
}

/** The digits of what looks like a number, without the zeros that differ at home and abroad. */
const number = (text: string) =>
  /^[\d\s+\-/().]{3,}$/.test(text) ? text.replace(/\D/g, "").replace(/^0+/, "") : "";

/** Those in which every word is found: names in any script, Chinese ones by pinyin too, initials, numbers, e-mails, tags. */
export function found(rows: readonly ContactRow[], query: string): ContactRow[] {
  const asNumber = number(query.trim());
  const words = asNumber ? [asNumber] : plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [...rows];
  return rows.filter((row) => {
    const text = findable(row);
    return words.every((word) => text.includes(word));
  });
}
