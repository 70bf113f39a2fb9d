import type { Outgoing } from "$lib/kernel/store";
import type { Message } from "$lib/kernel/types";
import { foldAll } from "./fold";
import { isEvent, metaOf } from "./kinds";

export type State = "pending" | "kept" | "sent" | "delivered" | "seen" | "failed";

/** One row of a chat's screen. */
export type Line = {
  /** See `keyOf`. */
  key: string;
  message: Message;
  /** Several pictures and films that were sent together, `message` first; see `albums`. */
  album?: Message[];
  mine: boolean;
  at: string;
  state?: State;
  /** A new day begins with this line; or it was silent for a while before it. */
  day: boolean;
  pause: boolean;
  /** First and last of a run by the same person: who it is, and the tail. */
  first: boolean;
  last: boolean;
  /** No bubble: something happened, or a message was taken back. */
  bare: boolean;
};

/** How far the other one of a direct chat has it and has read it. */
export type Marks = { read: number; delivered: number };

type Bare = Omit<Line, "day" | "pause" | "first" | "last">;

/**
 * A message within its chat, from when it waits to be sent. The id that its sender's device gave
 * it is no key alone: another one may give the same to theirs.
 */
export const keyOf = (m: Message): string => m.sender_id + m.client_id;

/** All that a line shows. */
export const inLine = (line: Line): readonly Message[] => line.album ?? [line.message];
/** The last that a line shows. */
export const endOf = (line: Line): Message => line.album?.at(-1) ?? line.message;

const RUN = 5 * 60_000;
/** Between two pictures of one album: time enough for a slow line. */
const TOGETHER = 2 * 60_000;
const ALBUM = 9;
const PAUSE = 30 * 60_000;

/**
 * Adds messages to a tail of a conversation: each seq once, in order, unbroken. What lies below a
 * hole is dropped (it can be asked for again); what would lie above one is not taken, and the
 * answer is null: ask for a sync.
 */
export function joined(have: readonly Message[], more: readonly Message[]): Message[] | null {
  if (!more.length) return [...have];
  const next = (have.at(-1)?.seq ?? -1) + 1;
  if (have.length && more.every((m, i) => m.seq === next + i)) return [...have, ...more];
  const bySeq = new Map([...have, ...more].map((m) => [m.seq, m]));
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const whole = all.findLastIndex((m, i) => i > 0 && all[i - 1]!.seq !== m.seq - 1);
  if (whole <= 0) return all;
  const alone = more.length === 1 && have.length > 0 && all[whole]!.seq === more[0]!.seq;
  return alone ? null : all.slice(whole);
}

/** What waits, as if it were there already. */
const asMessage = (item: Outgoing, me: string): Message => ({ ...item, seq: 0, sender_id: me });

/** Each message's day on this device's clock, worked out once. */
const days = new WeakMap<Message, string>();
function dayOf(message: Message): string {
  let day = days.get(message);
  if (!day) days.set(message, (day = new Date(message.created_at).toDateString()));
  return day;
}

const bareness = (m: Message) => m.kind === "system" || m.recalled === true;

function stateOf(m: Message, marks: Marks): State {
  return m.seq <= marks.read ? "seen" : m.seq <= marks.delivered ? "delivered" : "sent";
}

/** What the screen shows: what the server has, with what waits to change it; then what waits. */
export function lines(
  messages: readonly Message[],
  waiting: readonly Outgoing[],
  me: string,
  marks: Marks,
  hidden: (seq: number) => boolean = () => false,
): Line[] {
  const own = messages.filter((m) => m.sender_id === me);
  const seen = new Set(own.map((m) => m.client_id));
  const left = waiting.filter((item) => !seen.has(item.client_id));
  const events = left.filter((item) => isEvent(item.kind) && !item.failed);
  const rows = foldAll(
    messages,
    events.map((item) => asMessage(item, me)),
  );
  const all: Bare[] = [];
  for (const message of rows) {
    if (isEvent(message.kind) || message.hidden || hidden(message.seq)) continue;
    const mine = message.sender_id === me;
    const bare = bareness(message);
    const state = mine && !bare ? stateOf(message, marks) : undefined;
    const at = message.created_at;
    all.push({ key: keyOf(message), message, mine, at, bare, ...(state && { state }) });
  }
  for (const item of left) {
    if (isEvent(item.kind)) continue;
    const state = item.failed ? "failed" : item.kept ? "kept" : "pending";
    const message = asMessage(item, me);
    const [key, at] = [keyOf(message), item.created_at];
    all.push({ key, message, mine: true, at, bare: false, state });
  }
  return albums(gathered(all)).map((line, i, all) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    const day = !before || dayOf(before.message) !== dayOf(line.message);
    const pause = !day && between(before!, line) > PAUSE;
    const first = day || breaks(before!, line);
    return { ...line, day, pause, first, last: !after || breaks(line, after) };
  });
}

/** `now` with the objects of `before` where nothing is different: what is drawn of these stays. */
export function stable(before: readonly Line[], now: readonly Line[]): Line[] {
  const known = new Map(before.map((line) => [line.key, line]));
  return now.map((line) => {
    const old = known.get(line.key);
    return old && same(old, line) ? old : line;
  });
}

function same(one: Line, other: Line): boolean {
  const names = Object.keys(other) as (keyof Line)[];
  return (
    names.length === Object.keys(one).length && names.every((name) => one[name] === other[name])
  );
}

/** Several who did the same one after another, such as opening one packet, are one line. */
function gathered(all: readonly Bare[]): Bare[] {
  const found: Bare[] = [];
  for (const line of all) {
    const before = found.at(-1);
    const meta = line.message.kind === "system" && metaOf(line.message, "system");
    const last = before?.message.kind === "system" && metaOf(before.message, "system");
    if (!meta || !last || meta.what !== "packet_opened" || last.what !== meta.what)
      found.push(line);
    else if (`${meta.person_ids}` !== `${last.person_ids}`) found.push(line);
    else {
      const by = [...(last.by ?? [before!.message.sender_id]), line.message.sender_id];
      const message = { ...before!.message, meta: { ...last, by } };
      found[found.length - 1] = { ...before!, message };
    }
  }
  return found;
}

/**
 * Pictures and films that one person sent one right after another, but for the first without words,
 * are one line: at most nine, so that each can be seen and tapped. Each stays a message of its own.
 */
function albums(all: readonly Bare[]): Bare[] {
  const found: Bare[] = [];
  for (const line of all) {
    const open = found.at(-1);
    if (!open || !goesWith(open, line)) found.push(line);
    else {
      const album = [...(open.album ?? [open.message]), line.message];
      found[found.length - 1] = { ...open, album, ...(line.state && { state: line.state }) };
    }
  }
  return found;
}

const isPicture = ({ message: m, bare, state }: Bare) =>
  (m.kind === "image" || m.kind === "video") &&
  !!m.meta?.file &&
  !m.meta.away &&
  !bare &&
  state !== "failed";

function goesWith(open: Bare, next: Bare): boolean {
  const last = open.album?.at(-1) ?? open.message;
  const { message: m } = next;
  const plain = isPicture(open) && isPicture(next) && !m.body && !m.ref;
  const same = last.sender_id === m.sender_id && dayOf(last) === dayOf(m);
  const forwarded = !last.meta?.forwarded === !m.meta?.forwarded;
  const pause = Date.parse(next.at) - Date.parse(last.created_at);
  return plain && same && forwarded && pause < TOGETHER && (open.album?.length ?? 1) < ALBUM;
}

const between = (one: Bare, next: Bare) => Date.parse(next.at) - Date.parse(one.at);

/** A run of one person's messages ends between these two. */
function breaks(one: Bare, next: Bare): boolean {
  if (one.bare || next.bare || between(one, next) > RUN) return true;
  return one.message.sender_id !== next.message.sender_id;
}
