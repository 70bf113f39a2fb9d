export type Piece = { text: string; href?: string };

const LINK = /\bhttps?:\/\/[^\s<>"'，。！？；：、）】]+/giu;
const TAIL = /[.,!?;:)\]}]+$/u;

/** Cuts a text into plain parts and web links; a sentence's closing mark isn't part of a link. */
export function pieces(text: string): Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(TAIL, "");
    if (match.index > at) all.push({ text: text.slice(at, match.index) });
    all.push({ text: href, href });
    at = match.index + href.length;
  }
  if (at < text.length) all.push({ text: text.slice(at) });
  return all;
}
