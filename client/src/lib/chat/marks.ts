import { connection } from "$lib/kernel/connection.svelte";

type Kind = "read" | "delivered";

/** Delivery may wait a little: one word a second is enough. */
const SOON: Record<Kind, number> = { read: 0, delivered: 1_000 };
const waiting: Record<Kind, Map<string, number>> = { read: new Map(), delivered: new Map() };
const timers: Partial<Record<Kind, ReturnType<typeof setTimeout>>> = {};

/** Tells the town that all up to `seq` was read, or has come to this device. */
export function mark(kind: Kind, conversation_id: string, seq: number): void {
  const known = waiting[kind].get(conversation_id) ?? 0;
  waiting[kind].set(conversation_id, Math.max(known, seq));
  later(kind);
}

function later(kind: Kind): void {
  timers[kind] ??= setTimeout(() => tell(kind), SOON[kind]);
}

/** What can't be said now is said when the line is up again. */
function tell(kind: Kind): void {
  delete timers[kind];
  for (const [conversation_id, seq] of waiting[kind])
    if (connection.stream.send({ t: kind, conversation_id, seq }))
      waiting[kind].delete(conversation_id);
}

connection.syncs.add(() => {
  for (const kind of ["read", "delivered"] as const) if (waiting[kind].size) later(kind);
});
