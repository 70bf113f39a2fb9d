import { urlOf } from "$lib/kernel/text";
import { gtin } from "$lib/parts/ean";
import { contactIn } from "./vcard";
import type { Draft } from "./form.svelte";

export type Code =
  { is: "ours"; path: string } | { is: "contact"; draft: Draft } | { is: "text"; text: string };

const OURS =
  /^\/(?:@[a-z][a-z0-9_]{2,29}|[ig]\/[\w-]+|link\/[\w-]+|pay\/to\/[a-z][a-z0-9_]{2,29}|pay\/i\/[\w-]+|pay\/shop\/[\w-]+|vend\/[\w.-]+|ride\/[\w-]+)\/?$/;
/** Somebody's page, in whichever town. */
const PERSON = /^\/@([a-z][a-z0-9_]{2,29})\/?$/;
/** An invitation, or a group's link, of another town. */
const LINK = /^\/([ig]\/[\w-]+)\/?$/;
/** A shop's printed code (EMVCo), which the town reads. */
const PRINTED = /^000201.*6304[0-9a-f]{4}$/i;

/** What a code says: a page of ours (profile, invitation, group, device, paying somebody), somebody of another town, a contact, or some text. */
export function read(text: string, origin: string): Code {
  const url = urlOf(text.trim());
  if (url?.origin === origin && OURS.test(url.pathname))
    return { is: "ours", path: url.pathname + url.search };
  const link = url && /^https?:$/.test(url.protocol) && LINK.exec(url.pathname);
  if (url && link) return { is: "ours", path: `/${link[1]}@${url.host}` };
  const person = url && /^https?:$/.test(url.protocol) && PERSON.exec(url.pathname);
  if (url && person) return { is: "ours", path: `/@${person[1]}@${url.host}` };
  if (PRINTED.test(text.trim()))
    return { is: "ours", path: `/pay/scanned?${new URLSearchParams({ text: text.trim() })}` };
  const goods = gtin(text);
  if (goods) return { is: "ours", path: `/market/barcode/${goods}` };
  const draft = contactIn(text);
  return draft ? { is: "contact", draft } : { is: "text", text };
}
