const OPENED = /(?:^|[\s(（，。！？、])@([^\s@]{0,24})$/u;

/** The `@na` right before the caret: where it begins, and what was written of the name. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const found = OPENED.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, query };
}
