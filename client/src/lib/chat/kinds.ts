/** What kinds of rows a conversation's log has, and what each carries in `meta`. */
import type { Message, NewMessage } from "$lib/kernel/types";

export type Kind = Message["kind"];
export type Reaction = NonNullable<Message["reactions"]>[number];

export type Place = { lat: number; lon: number; name?: string; address?: string };
export type Card = {
  person_id?: string;
  name: string;
  handle?: string;
  avatar?: string;
  vcard?: string;
};
export type Item = { name: string; kind: Kind; body: string; at: string; meta?: Message["meta"] };
export type Merged = { title: string; items: Item[] };
export type Call = {
  media: "voice" | "video";
  outcome: "answered" | "missed" | "declined" | "cancelled" | "busy" | "unreachable";
  duration_s?: number;
  /** How many were in the call of a group. */
  people?: number;
};
/** `by`: all who did it, where several did one after another. */
export type System = { what: string; person_ids?: string[]; text?: string; by?: string[] };

/** Those that fill their bubble to the edge when they have no caption. */
export const BARE_KINDS: ReadonlySet<Kind> = new Set<Kind>(["image", "video", "sticker"]);
/** Those that are drawn as a card. */
export const CARD_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  "location",
  "contact",
  "merged",
  "card",
]);

type Metas = {
  location: Place;
  contact: Card;
  merged: Merged;
  call: Call;
  system: System;
  card: { ref: string };
};

/** The `meta` of a message of that kind. */
export const metaOf = <K extends keyof Metas>(message: { meta?: unknown }, _kind: K): Metas[K] =>
  (message.meta ?? {}) as Metas[K];

const EVENTS = new Set<Kind>(["edit", "recall", "reaction"]);
export const isEvent = (kind: Kind): boolean => EVENTS.has(kind);
/** Whoever talked, or did not want to, knows of the call. */
const KNOWN = new Set<unknown>(["answered", "declined"]);
/** Rows that raise the number of unread ones. */
export const counts = ({ kind, meta }: Message): boolean =>
  kind === "call" ? !KNOWN.has(meta?.outcome) : !isEvent(kind) && kind !== "system";

const STAYS = new Set<Kind>(["call", "card", "system"]);
export type Forwardable = Message & { kind: NonNullable<NewMessage["kind"]> };
/** What can be passed on: not a file that has not come from another town. */
export const forwardable = (m: Message): m is Forwardable =>
  !isEvent(m.kind) && !STAYS.has(m.kind) && !m.recalled && !m.meta?.away;

const MEDIA = new Set<Kind>(["image", "video", "voice", "file", "sticker"]);
export const isMedia = (kind: Kind): boolean => MEDIA.has(kind);

/** Minutes in which one may edit, and recall, what one sent. */
const EDITABLE = 15 * 60_000;
const RECALLABLE = 2 * 60_000;
const TEXTS = new Set<Kind>(["text", "image", "video", "file"]);

export const editable = (m: Message, now: number): boolean =>
  TEXTS.has(m.kind) && !!m.body && now - Date.parse(m.created_at) < EDITABLE;
export const recallable = (m: Message, now: number): boolean =>
  now - Date.parse(m.created_at) < RECALLABLE;
