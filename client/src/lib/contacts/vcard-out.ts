import { api, ask } from "$lib/kernel/api";
import type { Contact } from "$lib/kernel/types";
import type { Kind } from "./types";

/** Bytes that a card in a message may have. */
const LONGEST = 4_000;
const NAMES: Partial<Record<Kind, string>> = { phone: "TEL", email: "EMAIL", url: "URL" };

const escaped = (text: string) => text.replace(/[\\,;]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Name, work, numbers and addresses of the net: what one would write on a card for somebody. */
export function vcard({ name, org, fields }: Pick<Contact, "name" | "org" | "fields">): string {
  const lines = ["BEGIN:VCARD", "VERSION:3.0", `FN:${escaped(name)}`];
  if (org) lines.push(`ORG:${escaped(org)}`);
  for (const { kind, value } of fields)
    if (NAMES[kind]) lines.push(`${NAMES[kind]}:${escaped(value)}`);
  while (new Blob([lines.join("\r\n")]).size > LONGEST - 16) lines.pop();
  return [...lines, "END:VCARD", ""].join("\r\n");
}

/** The fields that a card can carry. */
export const cardable = ({ fields }: Pick<Contact, "fields">): Contact["fields"] =>
  fields.filter(({ kind }) => NAMES[kind]);

/** All of a contact, to choose what of it is passed on. */
export const contactOf = (id: string): Promise<Contact> =>
  ask(api.GET("/contacts/{contact_id}", { params: { path: { contact_id: id } } }));
