import type { HistoryRow } from "./types";

/** Whether each of these words is in the name or the note: as the town searches, without it. */
export function says(row: HistoryRow, words: string): boolean {
  const there = `${row.with_name} ${row.note}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => there.includes(word));
}
