import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";
import { bytesOf, check, hexOf, sha256, type Checked } from "./draw";
import type { Codes, Drop, DropInput } from "./types";

const at = (drop_id: string) => ({ params: { path: { drop_id } } });
const SEEDS = "drops.seed.";

export const dropsOf = async (query: { item?: string; shop?: string }): Promise<Drop[]> =>
  (await ask(api.GET("/drops", { params: { query } }))).drops;

/** What is sold by lottery or queue now, and was. */
export const drops = new Kept<Drop[]>(
  "drops",
  async () => (await ask(api.GET("/drops", { params: { query: { past: true } } }))).drops,
);

/** One drop, and what somebody can do with it. */
export class DropPage extends Kept<Drop> {
  /** Made once, however often it is tried. */
  private readonly ticket = uuidv7();

  constructor(readonly id: string) {
    super(`drops.${id}`, () => ask(api.GET("/drops/{drop_id}", at(id))));
  }

  async reserve(): Promise<void> {
    const path = { drop_id: this.id, reservation_id: this.ticket };
    const url = "/drops/{drop_id}/reservations/{reservation_id}";
    this.take(await ask(api.PUT(url, { params: { path } })));
  }

  async withdraw(reservation_id: string): Promise<void> {
    const path = { drop_id: this.id, reservation_id };
    const url = "/drops/{drop_id}/reservations/{reservation_id}";
    await ask(api.DELETE(url, { params: { path } }));
    await this.read();
  }

  async useCode(code: string): Promise<void> {
    this.take(await ask(api.PUT("/drops/{drop_id}/code", { ...at(this.id), body: { code } })));
  }

  /** The seed that this device committed to; false: it is not here. */
  async reveal(): Promise<boolean> {
    const seed = await session.store?.get<string>(SEEDS + this.id);
    if (!seed) return false;
    this.take(await ask(api.PUT("/drops/{drop_id}/seed", { ...at(this.id), body: { seed } })));
    return true;
  }

  async recommit(): Promise<void> {
    const commitment = await commit(this.id);
    const body = { commitment };
    this.take(await ask(api.PUT("/drops/{drop_id}/commitment", { ...at(this.id), body })));
  }

  async callOff(why: string): Promise<void> {
    this.take(await ask(api.PUT("/drops/{drop_id}/end", { ...at(this.id), body: { why } })));
  }

  /** The whole draw, on this device. */
  async check(onpart: (part: number) => void): Promise<Checked> {
    const proof = await ask(api.GET("/drops/{drop_id}/draw", at(this.id)));
    const asked = { ...at(this.id), parseAs: "arrayBuffer" as const };
    const tickets = await ask(api.GET("/drops/{drop_id}/tickets", asked));
    const mine = this.value?.ticket?.id ?? null;
    return check(proof, new Uint8Array(tickets as unknown as ArrayBuffer), mine, onpart);
  }
}

/** Keeps a new seed on this device, and answers what is published of it. */
async function commit(id: string): Promise<string> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  if (!session.store) throw new Error("nothing can be kept here");
  await session.store.set(SEEDS + id, hexOf(seed));
  return sha256(bytesOf(hexOf(seed)));
}

export async function announce(id: string, wish: DropInput): Promise<Drop> {
  const commitment = wish.mode === "lottery" ? await commit(id) : "";
  return ask(api.PUT("/drops/{drop_id}", { ...at(id), body: { ...wish, commitment } }));
}

export const giveCode = (drop_id: string, person_id: string): Promise<Codes> => {
  const path = { drop_id, code_id: uuidv7() };
  const url = "/drops/{drop_id}/codes/{code_id}";
  return ask(api.PUT(url, { params: { path }, body: { person_id } }));
};

export const codesOf = (id: string) =>
  new Kept<Codes>(`drops.codes.${id}`, () => ask(api.GET("/drops/{drop_id}/codes", at(id))));
