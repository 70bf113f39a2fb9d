import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { components } from "$lib/kernel/schema";
import { openKey, type HeldKey } from "./home-key";

export type OwnSpare = components["schemas"]["OwnSpare"];
export type OwnHome = components["schemas"]["OwnHome"];
export type HeldSpare = components["schemas"]["HeldSpare"];
export type CopyKey = components["schemas"]["CopyKey"];

/** One's spare in another town. */
export class Spare extends Kept<OwnSpare> {
  constructor() {
    super("spare", () => ask(api.GET("/me/mirror")));
    connection.changes.add((what) => void (what === "spare" && this.read()));
  }

  async keep(domain: string): Promise<void> {
    this.take(await ask(api.PUT("/me/mirror", { body: { domain } })));
  }

  async end(): Promise<void> {
    await ask(api.DELETE("/me/mirror"));
    await this.read();
  }

  async check(): Promise<void> {
    this.take(await ask(api.POST("/me/mirror/check")));
  }
}

/** By what one is the same person in all towns. */
export class Home extends Kept<OwnHome> {
  constructor() {
    super("home", () => ask(api.GET("/me/home")));
  }

  async hold(key: HeldKey): Promise<void> {
    this.take(await ask(api.PUT("/me/home/own", { body: key })));
  }

  /** The town keeps the key again. */
  async giveBack(code: string): Promise<void> {
    const home = this.value!;
    const next = await opened(home.boxes, home.pid, code);
    this.take(await ask(api.POST("/me/home/own/return", { body: { next } })));
  }
}

export const home = new Home();
export const spare = new Spare();

async function opened(boxes: OwnHome["boxes"], pid: string, code: string): Promise<string> {
  const found = await openKey(boxes, pid, code);
  if (!found) throw new Problem("not_that_key", "This code does not open it");
  return found;
}

export const lookFor = (address: string): Promise<HeldSpare> =>
  ask(api.GET("/mirrors", { params: { query: { address } } }));

/** This account is who lived there, by the spare that is kept here, as it is or was at the time
 * `as_of` of one of its `earlier`; the same `move_id` is done once. */
export async function comeBack(
  move_id: string,
  spare: HeldSpare,
  code: string,
  as_of?: string,
): Promise<void> {
  const before = spare.earlier.find((one) => one.at === as_of);
  const next = await opened((before ?? spare).boxes, spare.pid, code);
  const params = { path: { move_id } };
  const body = { address: spare.address, next, as_of: before?.at ?? null };
  await ask(api.PUT("/mirrors/revivals/{move_id}", { params, body }));
}

/** Groups of whoever came by a key, which no town has told here yet. */
export const groupsSought = async () =>
  (await ask(api.GET("/moves"))).find((one) => one.state === "here")?.groups ?? [];

export const keyOf = (arrival_id: string): Promise<CopyKey> =>
  ask(api.GET("/arrivals/{arrival_id}/key", { params: { path: { arrival_id } } }));

/** The same by a copy that was brought; `secret`: its passphrase, or the code. */
export async function comeByCopy(
  move_id: string,
  arrival: string,
  key: CopyKey,
  secret: string,
): Promise<void> {
  const by = key.boxes.length
    ? { next: await opened(key.boxes, key.pid, secret) }
    : { passphrase: secret };
  const params = { path: { move_id } };
  await ask(api.PUT("/moves/{move_id}/key", { params, body: { arrival, ...by } }));
}
