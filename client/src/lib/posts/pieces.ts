import { pieces as links } from "$lib/parts/links";

/** A part of a text, and where it leads; `out`: out of the app. */
export type Piece = { text: string; href?: string; out?: boolean };

const SIGN =
  /#(?<closed>(?!\s)[^#\n]{1,32}(?<!\s))#|(?<![\p{L}\p{N}_#&/])#(?<open>[\p{L}\p{N}_]{1,32})(?![\p{L}\p{N}_#])|(?<![\p{L}\p{N}_@/.])@(?<name>[a-z0-9_][a-z0-9_.-]{0,63}@[a-z0-9.-]+(?:\.[a-z]{2,}(?::\d{1,5})?|:\d{1,5})|[a-z][a-z0-9_]{2,29})|(?<=\/\/)@(?<via>[a-z][a-z0-9_]{2,29})(?=:)/giu;

/** By what a topic is known: one width, small letters, single spaces. */
export const topicName = (shown: string): string =>
  shown.normalize("NFKC").toLowerCase().trim().split(/\s+/u).join(" ");

export const topicPath = (shown: string): string =>
  `/topic/${encodeURIComponent(topicName(shown))}`;

type Named = readonly { person_id: string; handle: string }[];

/** Cuts a post's text at links, topics in both forms, and people who are named in it. */
export function pieces(text: string, named: Named = []): Piece[] {
  return links(text).flatMap((piece) =>
    piece.href ? [{ text: piece.text, href: piece.href, out: true }] : signs(piece.text, named),
  );
}

function signs(text: string, named: Named): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(SIGN)) {
    const href = target(match.groups!, named);
    if (!href) continue;
    if (match.index > at) all.push({ text: text.slice(at, match.index) });
    all.push({ text: match[0], href });
    at = match.index + match[0].length;
  }
  if (at < text.length) all.push({ text: text.slice(at) });
  return all;
}

function target(found: Record<string, string | undefined>, named: Named): string | undefined {
  const topic = found.closed ?? found.open;
  if (topic) return /^\d+$/.test(topic) ? undefined : topicPath(topic);
  // Whose words stay behind a repost is in no list of names: nobody is told of it.
  if (found.via) return `/@${found.via.toLowerCase()}`;
  const handle = found.name!.toLowerCase();
  const who = named.find((one) => one.handle === handle);
  return who && `/u/${who.person_id}`;
}

/** What somebody is about to write at the end of a text: a name or a topic, without its sign. */
export function begun(text: string): { sign: "@" | "#"; word: string } | null {
  const found = /(?:^|[^\p{L}\p{N}_])([@#])([\p{L}\p{N}_]{0,30})$/u.exec(text);
  return found ? { sign: found[1] as "@" | "#", word: found[2]! } : null;
}
