import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";

const KEY = "heard";
/** As `Store` calls it; a browser that keeps nothing begins anew each time. */
const SINCE = "since";
const BEGAN = new Date().toISOString();
/** As many of them are remembered; what is older counts as heard. */
const MOST = 2000;

/** Which voice messages have been listened to on this device. */
class Heard {
  private keys = $state.raw<ReadonlySet<string>>(new Set());
  private since = $state("");
  private of: string | null = null;

  /** What this device remembers; a new one takes all that was said before it for heard. */
  async load(): Promise<void> {
    const { store, me } = session;
    if (!me || this.of === me.id) return;
    this.of = me.id;
    this.keys = new Set((await store?.get<string[]>(KEY)) ?? []);
    this.since = (await store?.get<string>(SINCE)) ?? BEGAN;
  }

  has(message: Message): boolean {
    if (message.sender_id === session.me?.id || !this.since) return true;
    return message.created_at < this.since || this.keys.has(message.client_id);
  }

  add(message: Message): void {
    if (this.has(message)) return;
    const kept = [...this.keys, message.client_id].slice(-MOST);
    this.keys = new Set(kept);
    void session.store?.set(KEY, kept).catch(() => {});
  }
}

export const heard = new Heard();

/**
 * The voice message that plays after this one. Whoever hears a new one hears on through the new
 * ones that follow it; days, marks and whatever is no message do not break that, any other message
 * does. One that was heard before is played alone.
 */
export function following(
  messages: readonly Message[],
  after: Message,
  isNew: (message: Message) => boolean,
  counts: (message: Message) => boolean,
): Message | null {
  const next = messages.find((m) => m.seq > after.seq && !m.recalled && counts(m));
  return next?.kind === "voice" && isNew(next) ? next : null;
}
