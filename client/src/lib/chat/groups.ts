/** Groups: made, changed, joined and left. Each verb leaves the list as the town has it now. */
import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";
import type { Conversation } from "$lib/kernel/types";
import { membersOf, type Role } from "./members.svelte";
import { chats } from "./model.svelte";
import { wish } from "./town";

type Schemas = components["schemas"];
export type Change = Partial<
  Pick<Conversation, "name" | "announcement" | "muted_all" | "joining" | "adding">
>;
export type Preview = Schemas["GroupPreview"];
export type JoinRequest = Schemas["JoinRequest"];
export type Link = Schemas["GroupLink"];

const at = (group_id: string) => ({ params: { path: { group_id } } });
const of = (group_id: string, person_id: string) => ({ params: { path: { group_id, person_id } } });
const read = (conversation_id: string): Promise<Conversation> =>
  ask(api.GET("/conversations/{conversation_id}", { params: { path: { conversation_id } } }));

/** Ordered by another town, which is asked for each change. */
const there = (id: string) => chats.get(id)?.across === "there";

/** One id per group that somebody is about to make, however often it is tried. */
export const newId = uuidv7;

export async function make(id: string, name: string, person_ids: string[]): Promise<Conversation> {
  const body = { ...(name && { name }), person_ids };
  return chats.put(await ask(api.PUT("/groups/{group_id}", { ...at(id), body })));
}

/** Shows at once; is taken back when the town refuses. */
export async function change(c: Conversation, body: Change): Promise<void> {
  if (there(c.id)) return wishAll(c.id, body);
  const before = { ...c };
  chats.put({ ...c, ...body });
  try {
    chats.put(await ask(api.PATCH("/groups/{group_id}", { ...at(c.id), body })));
  } catch (error) {
    chats.put(before);
    throw error;
  }
}

async function wishAll(id: string, body: Change): Promise<void> {
  if (body.name !== undefined) await wish(id, { what: "name", text: body.name });
  if (body.announcement !== undefined)
    await wish(id, { what: "announce", text: body.announcement });
  if (body.muted_all !== undefined) await wish(id, { what: body.muted_all ? "mute" : "unmute" });
}

/** A picture of its own, or (null) again the one made of its people. */
export async function show(id: string, picture: Blob | null): Promise<void> {
  if (picture) await ask(api.PUT("/groups/{group_id}/avatar", { ...at(id), ...bytes(picture) }));
  else await ask(api.DELETE("/groups/{group_id}/avatar", at(id)));
  chats.put(await read(id));
}

export async function add(id: string, person_ids: string[]): Promise<void> {
  if (there(id)) return wish(id, { what: "add", person_ids });
  await ask(api.PUT("/groups/{group_id}/members", { ...at(id), body: { person_ids } }));
  await again(id);
}

export async function remove(id: string, person: string): Promise<void> {
  if (there(id)) return wish(id, { what: "remove", person_ids: [person] });
  await ask(api.DELETE("/groups/{group_id}/members/{person_id}", of(id, person)));
  await again(id);
}

/** It stays in the list, to be read, until one clears it. */
export async function leave(id: string, me: string): Promise<void> {
  if (there(id)) return wish(id, { what: "leave" });
  await ask(api.DELETE("/groups/{group_id}/members/{person_id}", of(id, me)));
  chats.put(await read(id));
}

export async function setRole(id: string, person: string, role: Role): Promise<void> {
  if (there(id)) return wish(id, { what: "role", person_ids: [person], role });
  await ask(
    api.PUT("/groups/{group_id}/members/{person_id}/role", { ...of(id, person), body: { role } }),
  );
  await again(id);
}

/** How one is called in this group; "" is one's own name. */
export async function callMe(id: string, name: string): Promise<void> {
  if (there(id)) return wish(id, { what: "card", text: name });
  await ask(api.PUT("/groups/{group_id}/members/me/name", { ...at(id), body: { name } }));
  await membersOf(id).read();
}

export const link = (id: string): Promise<Link> => ask(api.POST("/groups/{group_id}/link", at(id)));
export const unlink = (id: string) => ask(api.DELETE("/groups/{group_id}/link", at(id)));
export const preview = (token: string): Promise<Preview> =>
  ask(api.GET("/group-links/{token}", { params: { path: { token } } }));

/** Answers whether one is in it now; else somebody of it has to agree. */
export async function join(token: string, greeting: string): Promise<Preview> {
  const path = { params: { path: { token } } };
  const found = await ask(api.PUT("/group-links/{token}/join", { ...path, body: { greeting } }));
  if (found.state === "member") chats.put(await read(found.id));
  return found;
}

export const requests = (id: string): Promise<JoinRequest[]> =>
  ask(api.GET("/groups/{group_id}/requests", at(id)));

export async function decide(id: string, person: string, accept: boolean): Promise<void> {
  await ask(
    api.PUT("/groups/{group_id}/requests/{person_id}", { ...of(id, person), body: { accept } }),
  );
  if (accept) await again(id);
}

async function again(id: string): Promise<void> {
  const [fresh] = await Promise.all([read(id), membersOf(id).read()]);
  chats.put(fresh);
}
