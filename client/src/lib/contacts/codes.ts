import { contactIn } from "./vcard";
import type { Draft } from "./form.svelte";

export type Code =
  { is: "ours"; path: string } | { is: "contact"; draft: Draft } | { is: "text"; text: string };

const OURS =
  /^\/(?:@[a-z][a-z0-9_]{2,29}|[ig]\/[\w-]+|link\/[\w-]+|pay\/to\/[a-z][a-z0-9_]{2,29})\/?$/;

/** What a QR code says: a page of ours (profile, invitation, group, device, paying somebody), a contact, or some text. */
export function read(text: string, origin: string): Code {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url?.origin === origin && OURS.test(url.pathname))
    return { is: "ours", path: url.pathname + url.search };
  const draft = contactIn(text);
  return draft ? { is: "contact", draft } : { is: "text", text };
}
