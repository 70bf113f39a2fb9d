import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { Contact, Person, Relationship } from "$lib/kernel/types";
import { book } from "./book.svelte";
import { rowOf } from "./contact.svelte";
import type { Invitation, InvitationView, Request } from "./types";

/**
 * How the server knows whom somebody named: `@Amina`, or a link to a profile `here` -> `amina`;
 * with another town, as `Amina@hill.town` or a link that leads there -> `amina@hill.town`.
 */
export function nameIn(typed: string, here = location.host): string {
  const link = /^https?:\/\/([^/]+)\/(.*)$/i.exec(typed.trim());
  const text = (link?.[2] ?? typed)
    .trim()
    .replace(/^@/, "")
    .replace(/[/?#].*$/, "")
    .toLowerCase();
  const away = link && link[1]!.toLowerCase() !== here && text && !text.includes("@");
  return away ? `${text}@${link[1]!.toLowerCase()}` : text;
}

/** Somebody by handle or address, as they stand to the person. */
export const lookUp = (handle: string): Promise<Relationship> =>
  ask(api.GET("/people/{handle}", { params: { path: { handle } } }));

/** `invitation`: the secret of an invitation of theirs, of who lives in another town. */
export const request = (
  id: string,
  handle: string,
  greeting: string,
  invitation = "",
): Promise<Request> =>
  ask(
    api.PUT("/contact-requests/{request_id}", {
      params: { path: { request_id: id } },
      body: { handle, greeting, invitation },
    }),
  );

export async function accept(id: string, circles: string[]): Promise<Contact> {
  const path = { params: { path: { request_id: id } } };
  const contact = await ask(
    api.POST("/contact-requests/{request_id}/acceptance", { ...path, body: { circles } }),
  );
  book.show(rowOf(contact));
  return contact;
}

export const refuse = (id: string) =>
  ask(api.POST("/contact-requests/{request_id}/refusal", { params: { path: { request_id: id } } }));

export const requests = () => ask(api.GET("/contact-requests"));

export const blocks = (): Promise<Person[]> => ask(api.GET("/blocks"));
export const block = (person_id: string) =>
  ask(api.PUT("/blocks/{person_id}", { params: { path: { person_id } } }));
export const unblock = (person_id: string) =>
  ask(api.DELETE("/blocks/{person_id}", { params: { path: { person_id } } }));

/** A link for one contact, once; or, without one, for whoever gets it. */
export const invite = (contact_id?: string): Promise<Invitation> =>
  ask(
    api.PUT("/invitations/{invitation_id}", {
      params: { path: { invitation_id: uuidv7() } },
      body: contact_id ? { contact_id } : {},
    }),
  );

/** One's links that can still be followed, the last one first. */
export const invitations = (): Promise<Invitation[]> => ask(api.GET("/invitations"));

export const revoke = (id: string) =>
  ask(api.DELETE("/invitations/{invitation_id}", { params: { path: { invitation_id: id } } }));

export const invitation = (token: string): Promise<InvitationView> =>
  ask(api.GET("/invitations/{token}", { params: { path: { token } } }));

export async function follow(token: string): Promise<Contact> {
  const contact = await ask(
    api.POST("/invitations/{token}/acceptance", { params: { path: { token } } }),
  );
  book.show(rowOf(contact));
  return contact;
}
