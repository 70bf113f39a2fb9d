import type { Draft } from "./form.svelte";
import type { Field, Kind } from "./types";

type Property = { name: string; types: string[]; value: string };

const KINDS: Record<string, Kind> = {
  TEL: "phone",
  EMAIL: "email",
  ADR: "address",
  BDAY: "birthday",
  URL: "url",
  NOTE: "note",
  ORG: "org",
  TITLE: "org",
  NICKNAME: "note",
};
const LABELS: Record<string, string> = { TITLE: "title", NICKNAME: "nickname" };
const TYPES: Record<string, string> = { cell: "mobile", home: "home", work: "work" };

const unescaped = (text: string) =>
  text.replace(/\\(.)/g, (_, c: string) => (c === "n" || c === "N" ? "\n" : c));
const split = (text: string, by: string) =>
  (text.match(new RegExp(`(?:\\\\.|[^\\\\${by}])+`, "g")) ?? []).map((s) => unescaped(s).trim());

function property(line: string): Property | null {
  const at = line.search(/:(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (at < 0) return null;
  const [name = "", ...params] = line.slice(0, at).split(";");
  const types = params.flatMap((p) =>
    p
      .toLowerCase()
      .replace(/^type=|"/g, "")
      .split(","),
  );
  return { name: name.replace(/^.*\./, "").toUpperCase(), types, value: line.slice(at + 1) };
}

function day(text: string): string {
  const [, year, month, date] = /^(\d{4}|-)-?(\d\d)-?(\d\d)/.exec(text) ?? [];
  return year ? `${year}-${month}-${date}` : text;
}

function fieldOf({ name, types, value }: Property): Field | null {
  const kind = KINDS[name];
  if (!kind) return null;
  const many = kind === "address" || name === "ORG";
  let text = many ? split(value, ";").filter(Boolean).join(", ") : unescaped(value).trim();
  if (kind === "phone") text = text.replace(/^tel:/i, "");
  if (kind === "birthday") text = day(text);
  const label = LABELS[name] ?? TYPES[types.find((type) => TYPES[type]) ?? ""] ?? "";
  return text ? { kind, label, value: text } : null;
}

/** `N:Lin;Mei` -> Mei Lin; Chinese names stay family first. */
function nameOf(value: string, comma = ";"): string {
  const [family = "", given = ""] = split(value, comma);
  const chinese = /\p{Script=Han}/u.test(family + given);
  return (chinese ? family + given : `${given} ${family}`).trim();
}

function fromVcard(text: string): Draft {
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const all = lines.map(property).filter((p) => p !== null);
  const fn = all.find((p) => p.name === "FN")?.value;
  const n = all.find((p) => p.name === "N")?.value;
  const name = fn ? unescaped(fn).trim() : n ? nameOf(n) : "";
  return { name, fields: all.map(fieldOf).filter((field) => field !== null) };
}

/** Japan's older form, which many business cards still carry. */
function fromMecard(text: string): Draft {
  const parts = (text.slice("MECARD:".length).match(/(?:\\.|[^\\;])+/g) ?? []).map((part) => {
    const at = part.indexOf(":");
    return { name: part.slice(0, at).toUpperCase(), types: [], value: part.slice(at + 1) };
  });
  const name = parts.find((part) => part.name === "N")?.value ?? "";
  return { name: nameOf(name, ","), fields: parts.map(fieldOf).filter((f) => f !== null) };
}

/** The contact in a QR code's text; null when there is none. */
export function contactIn(text: string): Draft | null {
  const start = text.trimStart();
  const draft = /^BEGIN:VCARD/i.test(start)
    ? fromVcard(start)
    : /^MECARD:/i.test(start)
      ? fromMecard(start)
      : null;
  return draft && (draft.name || draft.fields.length) ? draft : null;
}
