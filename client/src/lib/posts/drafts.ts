import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Draft, PostInput } from "./types";

/** Where what could not reach the town waits, on this device. */
const KEY = "drafts:waiting";
type Waiting = { id: string; body: PostInput; updated_at: string };

const at = (draft_id: string) => ({ params: { path: { draft_id } } });
const put = (id: string, body: PostInput, due_at?: string) =>
  ask(api.PUT("/drafts/{draft_id}", { ...at(id), body: { body, ...(due_at && { due_at }) } }));

async function waiting(): Promise<Waiting[]> {
  return (await session.store?.get<Waiting[]>(KEY).catch(() => undefined)) ?? [];
}

/** What waited under this id waits no longer. */
export async function settled(id: string): Promise<void> {
  const all = await waiting();
  if (all.some((one) => one.id === id))
    await session.store?.set(
      KEY,
      all.filter((one) => one.id !== id),
    );
}

/** Keeps what was begun, without a line to the town on this device; a time for it needs the town. */
export async function keepDraft(id: string, body: PostInput, due_at?: string): Promise<void> {
  try {
    await put(id, body, due_at);
    await settled(id);
  } catch (error) {
    if (due_at || !session.store || Problem.of(error).code !== "offline") throw error;
    const others = (await waiting()).filter((one) => one.id !== id);
    const one = { id, body: body, updated_at: new Date().toISOString() };
    await session.store.set(KEY, [...others, one]);
  }
}

/** What waits goes to the town; what it does not want stays here, to be looked at. */
async function sendWaiting(): Promise<void> {
  for (const { id, body } of await waiting())
    await put(id, body).then(
      () => settled(id),
      () => {},
    );
}
connection.syncs.add(() => void sendWaiting());

const asDraft = ({ id, body, updated_at }: Waiting): Draft => ({
  id,
  body: { ...body, files: (body.files ?? []).map(({ file, alt = "" }) => [file, alt]) },
  due_at: null,
  updated_at,
  trouble: null,
});

/** All of them; without a line, those that wait on this device. */
export async function drafts(): Promise<Draft[]> {
  await sendWaiting();
  const here = (await waiting()).map(asDraft);
  try {
    const there = (await ask(api.GET("/drafts"))).drafts;
    const newer = new Set(here.map((one) => one.id));
    return [...here, ...there.filter((one) => !newer.has(one.id))];
  } catch (error) {
    if (here.length) return here;
    throw error;
  }
}

export async function dropDraft(id: string): Promise<void> {
  await settled(id);
  await ask(api.DELETE("/drafts/{draft_id}", at(id)));
}
