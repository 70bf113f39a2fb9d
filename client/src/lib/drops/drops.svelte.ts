import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { check, type Checked, type Known } from "./draw";
import * as kept from "./kept";
import type { Codes, Drop, DropInput, Drops } from "./types";

const at = (drop_id: string) => ({ params: { path: { drop_id } } });
/** What became of showing a seed; `changed`: the town committed to another one since. */
export type Revealed = "shown" | "elsewhere" | "changed";

export const dropsOf = async (query: { item?: string; shop?: string }): Promise<Drop[]> =>
  (await ask(api.GET("/drops", { params: { query } }))).drops;

/** What is given out by lottery or queue now. */
export const drops = new Kept<Drop[]>("drops.now", () => dropsOf({}));

/** What was, the last first, page by page. */
export const pastDrops = (before?: string): Promise<Drops> =>
  ask(api.GET("/drops", { params: { query: { past: true, before } } }));

/** One drop, and what somebody can do with it. */
export class DropPage extends Kept<Drop> {
  constructor(readonly id: string) {
    super(`drops.${id}`, () => ask(api.GET("/drops/{drop_id}", at(id))));
  }

  override take(value: Drop): void {
    super.take(value);
    void kept.keep(value).catch(() => {});
  }

  /** What is shown now is kept before the ticket is asked for, and so is its id. */
  async reserve(): Promise<void> {
    if (this.value) await kept.keep(this.value);
    const path = { drop_id: this.id, reservation_id: await kept.ticketFor(this.id, uuidv7()) };
    const url = "/drops/{drop_id}/reservations/{reservation_id}";
    this.take(await ask(api.PUT(url, { params: { path } })));
  }

  async withdraw(reservation_id: string): Promise<void> {
    const path = { drop_id: this.id, reservation_id };
    const url = "/drops/{drop_id}/reservations/{reservation_id}";
    await ask(api.DELETE(url, { params: { path } }));
    await kept.dropTicket(this.id);
    await this.read();
  }

  async useCode(code: string): Promise<void> {
    this.take(await ask(api.PUT("/drops/{drop_id}/code", { ...at(this.id), body: { code } })));
  }

  /** Shows the seed that this device committed to, unless the town's commitment is another now. */
  async reveal(): Promise<Revealed> {
    const round = this.value?.rounds.at(-1);
    const seed = round && (await kept.seedOf(this.id, round.maker_commitment));
    if (!seed) return "elsewhere";
    const known = (await kept.keptOf(this.id))?.rounds[round.n];
    if (known && known.town !== round.town_commitment) return "changed";
    this.take(await ask(api.PUT("/drops/{drop_id}/seed", { ...at(this.id), body: { seed } })));
    return "shown";
  }

  async recommit(): Promise<void> {
    const commitment = await kept.commitmentOf(this.id, (this.value?.rounds.length ?? 0) + 1);
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
    const list = new Uint8Array(tickets as unknown as ArrayBuffer);
    return check(proof, list, await this.known(), onpart);
  }

  /** What this device kept of the round that was drawn, and one's ticket. */
  private async known(): Promise<Known> {
    const own = await kept.keptOf(this.id);
    const n = this.value?.rounds.find((one) => one.drawn_at)?.n;
    const round = own && n ? (own.rounds[n] ?? null) : null;
    const ticket = own?.ticket ?? this.value?.ticket ?? null;
    // Who stood behind the list from the first is not in it.
    return { ticket: ticket?.queued ? null : ticket, kept: round && { ...own!, round } };
  }
}

/** The same id is the same drop with the same seed, however often it is tried. */
export async function announce(id: string, wish: Omit<DropInput, "commitment">): Promise<Drop> {
  const commitment = await kept.commitmentOf(id, 1);
  const made = await ask(api.PUT("/drops/{drop_id}", { ...at(id), body: { ...wish, commitment } }));
  await kept.keep(made);
  return made;
}

export const giveCode = (drop_id: string, person_id: string): Promise<Codes> => {
  const path = { drop_id, code_id: uuidv7() };
  const url = "/drops/{drop_id}/codes/{code_id}";
  return ask(api.PUT(url, { params: { path }, body: { person_id } }));
};

export const codesOf = (id: string) =>
  new Kept<Codes>(`drops.codes.${id}`, () => ask(api.GET("/drops/{drop_id}/codes", at(id))));
