import { line } from "$lib/kernel/line.svelte";

/** One word a second per conversation is enough. */
const EVERY = 1_000;
const waiting = new Map<string, number>();

/** Tells the town that this device has all up to `seq`, so that the sender sees it delivered. */
export function received(conversation_id: string, seq: number): void {
  const known = waiting.get(conversation_id);
  waiting.set(conversation_id, Math.max(known ?? 0, seq));
  if (known === undefined) setTimeout(() => tell(conversation_id), EVERY);
}

function tell(conversation_id: string): void {
  const seq = waiting.get(conversation_id)!;
  waiting.delete(conversation_id);
  line.stream.send({ t: "delivered", conversation_id, seq });
}
