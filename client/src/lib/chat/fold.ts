import type { Message } from "$lib/kernel/types";
import { isEvent, type Reaction } from "./kinds";

/** Somebody's reaction in place of the one they had; "" takes it back. One per person. */
export function reacted(all: Reaction[], person: string, emoji: string): Reaction[] {
  const had = all.find((one) => one.people.includes(person))?.emoji ?? "";
  if (had === emoji) return all;
  const others = all
    .map((one) => ({ ...one, people: one.people.filter((id) => id !== person) }))
    .filter((one) => one.people.length || one.emoji === emoji);
  if (!emoji) return others;
  const same = others.find((one) => one.emoji === emoji);
  if (!same) return [...others, { emoji, people: [person] }];
  return others.map((one) => (one === same ? { ...one, people: [...one.people, person] } : one));
}

/** A row after an event that refers to it. What comes twice, or late, changes nothing. */
export function folded(row: Message, event: Message): Message {
  if (row.recalled) return row;
  if (event.kind === "recall") {
    const { meta: _, mentions: _m, reactions: _r, edited_at: _e, ...rest } = row;
    return { ...rest, body: "", recalled: true };
  }
  if (event.kind === "edit") {
    // What this device is about to send (it has no seq yet) shows whatever the clocks say.
    if (event.seq && row.edited_at && row.edited_at >= event.created_at) return row;
    return { ...row, body: event.body, edited_at: event.created_at };
  }
  return { ...row, reactions: reacted(row.reactions ?? [], event.sender_id, event.body) };
}

/**
 * The rows after all events among them. The server's rows are folded as far as it knew when they
 * were read; later events lie above them, and one event more than once does no harm.
 */
export function foldAll(rows: readonly Message[], events: readonly Message[]): Message[] {
  const byRef = new Map<number, Message[]>();
  for (const event of events) {
    if (!isEvent(event.kind) || !event.ref) continue;
    const known = byRef.get(event.ref);
    if (known) known.push(event);
    else byRef.set(event.ref, [event]);
  }
  if (!byRef.size) return [...rows];
  return rows.map((row) => (byRef.get(row.seq) ?? []).reduce(folded, row));
}
