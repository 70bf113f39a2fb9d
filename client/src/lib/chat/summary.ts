/** A message in a few words: for the list of chats, a quote, a note, a forward. */
import { t, type Key } from "$lib/kernel/i18n.svelte";
import type { Message } from "$lib/kernel/types";
import { metaOf, type Kind, type System } from "./kinds";

export type NameOf = (personId: string) => string;
type Said = Pick<Message, "kind" | "body"> & { meta?: Message["meta"]; recalled?: boolean };

const KINDS: Partial<Record<Kind, Key>> = {
  image: "kind.image",
  video: "kind.video",
  voice: "kind.voice",
  file: "kind.file",
  location: "kind.location",
  contact: "kind.contact",
  sticker: "kind.sticker",
  merged: "kind.merged",
  call: "kind.call",
  card: "kind.card",
};

/** A card has the word of what it shows, or of the module that shows it. */
const CARDS: Record<string, Key> = {
  "pay:transfer": "kind.card.transfer",
  "pay:request": "kind.card.request",
  "pay:packet": "kind.card.packet",
  "pay:split": "kind.card.split",
  "clearing:payment": "kind.card.transfer",
  "clearing:request": "kind.card.request",
  posts: "kind.card.posts",
  market: "kind.card.market",
  orders: "kind.card.orders",
  live_location: "kind.card.live",
};

function keyOf({ kind, meta }: Said): Key | undefined {
  const ref = kind === "card" ? metaOf({ meta }, "card").ref : undefined;
  const [module = "", what] = ref?.split(":") ?? [];
  return CARDS[`${module}:${what}`] ?? CARDS[module] ?? KINDS[kind];
}

function detail({ kind, body, meta }: Said): string {
  if (kind === "location") return metaOf({ meta }, "location").name || "";
  if (kind === "contact") return metaOf({ meta }, "contact").name;
  if (kind === "file") return body || String(meta?.name ?? "");
  return kind === "merged" || kind === "call" ? "" : body;
}

/** `[Photo] at the lake`; a text is itself. */
export function summary(message: Said, who: NameOf, sender = ""): string {
  if (message.recalled) return recalled(who, sender);
  if (message.kind === "system") return happened(metaOf(message, "system"), who, sender);
  const key = keyOf(message);
  if (!key) return message.body;
  const text = detail(message);
  return text ? `${t(key)} ${text}` : t(key);
}

export function recalled(who: NameOf, sender: string): string {
  return who(sender) ? t("chat.recalledBy", { name: who(sender) }) : t("chat.recalledMine");
}

/** What happened to a group, as a sentence; `who` answers "" for oneself. */
export function happened(
  { what, person_ids = [], text = "", by }: System,
  who: NameOf,
  sender: string,
) {
  const all = (ids: string[]) => ids.map((id) => who(id) || t("chat.you"));
  const names = all(person_ids).join(t("chat.and"));
  const [first, ...rest] = all(by ?? [sender]);
  const name =
    rest.length > 1
      ? t("chat.withOthers", { name: first!, n: rest.length })
      : [first!, ...rest].join(t("chat.and"));
  // Without a name: it was taken away, or whoever gave it has left the town.
  const unnamed = what === "named" && !text;
  const oneself = what === "moved" && first === t("chat.you");
  const event = unnamed ? "unnamed" : oneself ? "movedSelf" : what;
  const key = `system.${event}` as Key;
  const known = t(key, { name, names, text });
  return known === key ? text : known;
}
