import type { Message } from "$lib/kernel/types";
import type { Outgoing } from "$lib/kernel/store";

export type Line = {
  key: string;
  text: string;
  mine: boolean;
  at: string;
  state?: "pending" | "sent" | "seen" | "failed";
  /** A new day begins with this line. */
  day: boolean;
  /** The last of a run by the same person: it carries the tail and, for one's own, the state. */
  last: boolean;
};

const MINUTES = 5 * 60_000;

/**
 * Adds messages to a tail of a conversation: each seq once, in order, unbroken. What lies below a
 * hole is dropped (it can be asked for again); what would lie above one is not taken, and the
 * answer is null: ask for a sync.
 */
export function joined(have: readonly Message[], more: readonly Message[]): Message[] | null {
  if (!more.length) return [...have];
  const bySeq = new Map([...have, ...more].map((m) => [m.seq, m]));
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const whole = all.findLastIndex((m, i) => i > 0 && all[i - 1]!.seq !== m.seq - 1);
  if (whole <= 0) return all;
  const alone = more.length === 1 && have.length > 0 && all[whole]!.seq === more[0]!.seq;
  return alone ? null : all.slice(whole);
}

/** What the screen shows: what the server has, then what still waits to go out. */
export function lines(
  messages: readonly Message[],
  waiting: readonly Outgoing[],
  me: string,
  theirRead: number,
): Line[] {
  const seen = new Set(messages.map((m) => m.client_id));
  const all: Omit<Line, "day" | "last">[] = messages.map((m) => ({
    key: m.client_id,
    text: m.body,
    mine: m.sender_id === me,
    at: m.created_at,
    ...(m.sender_id === me && {
      state: m.seq <= theirRead ? ("seen" as const) : ("sent" as const),
    }),
  }));
  for (const item of waiting) {
    if (seen.has(item.client_id)) continue;
    const state = item.failed ? "failed" : "pending";
    all.push({ key: item.client_id, text: item.body, mine: true, at: item.created_at, state });
  }
  return all.map((line, i) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    const day = !before || new Date(before.at).toDateString() !== new Date(line.at).toDateString();
    const far = after && Date.parse(after.at) - Date.parse(line.at) > MINUTES;
    return { ...line, day, last: !after || after.mine !== line.mine || !!far };
  });
}
