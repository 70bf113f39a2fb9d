import { signs, urlOf } from "$lib/kernel/text";

export type Piece = { text: string; href?: string; mention?: boolean };

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'，。！？；：、（）【】《》]+/giu;
const TAIL = /[.,!?;:'"\]}]+$/u;

const count = (text: string, sign: string) => text.split(sign).length - 1;

/** A closing bracket is the sentence's unless the link opens one. */
function trimmed(link: string): string {
  let text = link.replace(TAIL, "");
  while (text.endsWith(")") && count(text, ")") > count(text, "("))
    text = text.slice(0, -1).replace(TAIL, "");
  return text;
}

/** Where it leads, if a person can see that: no name and password that look like a place. */
function target(link: string): string | undefined {
  const href = link.startsWith("www.") ? `https://${link}` : link;
  const url = urlOf(href);
  return url && !url.username && !url.password ? href : undefined;
}

/** Cuts a text into plain parts and web links; a sentence's closing mark isn't part of a link. */
export function pieces(text: string): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const link = trimmed(match[0]);
    const href = target(link);
    if (!href) continue;
    if (match.index > at) all.push({ text: text.slice(at, match.index) });
    all.push({ text: link, href });
    at = match.index + link.length;
  }
  if (at < text.length) all.push({ text: text.slice(at) });
  return all;
}

const escaped = (text: string) => text.replace(/[.+*?^$()[\]{}|\\]/g, "\\$&");

/** Marks `@name` of these names in the plain parts; the longest name that fits wins. */
export function mentioned(all: readonly Piece[], names: readonly string[]): Piece[] {
  const marks = names.filter(Boolean).map((name) => `@${name}`);
  if (!marks.length) return [...all];
  marks.sort((a, b) => b.length - a.length);
  const found = new RegExp(`(${marks.map(escaped).join("|")})`, "u");
  return all.flatMap((piece) => {
    if (piece.href) return [piece];
    const parts = piece.text.split(found).filter(Boolean);
    return parts.map((text) => (marks.includes(text) ? { text, mention: true } : { text }));
  });
}

/** One to three emoji and nothing else: they are shown large. */
export function onlyEmoji(text: string): boolean {
  if (!text || text.length > 36) return false;
  const found = signs(text.replace(/\s/gu, ""));
  const emoji =
    /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{RI}{2}|[\d#*]\ufe0f?\u20e3)/u;
  return found.length > 0 && found.length <= 3 && found.every((sign) => emoji.test(sign));
}

/** Cuts a text where what was looked for stands in it: as it was written, else each word. */
export function hits(text: string, query: string): { text: string; hit: boolean }[] {
  const words = query.split(/\s+/).filter(Boolean).map(escaped);
  if (!words.length) return [{ text, hit: false }];
  const whole = new RegExp(`(${words.join("\\s+")})`, "giu");
  const found = whole.test(text) ? whole : new RegExp(`(${words.join("|")})`, "giu");
  return text
    .split(found)
    .map((part, i) => ({ text: part, hit: i % 2 === 1 }))
    .filter((part) => part.text);
}
