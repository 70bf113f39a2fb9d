import { line } from "$lib/kernel/line.svelte";

/** One word a second is enough. */
const EVERY = 1_000;
const waiting = new Map<string, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the town that this device has all up to `seq`, so that the sender sees it delivered. */
export function received(conversation_id: string, seq: number): void {
  waiting.set(conversation_id, Math.max(waiting.get(conversation_id) ?? 0, seq));
  timer ??= setTimeout(tell, EVERY);
}

/** What can't be said now is said when the line is up again. */
function tell(): void {
  timer = undefined;
  for (const [conversation_id, seq] of waiting)
    if (line.stream.send({ t: "delivered", conversation_id, seq })) waiting.delete(conversation_id);
}

line.syncs.add(() => {
  if (waiting.size) timer ??= setTimeout(tell, EVERY);
});
