/**
 * What this device keeps of a drop, so that nobody can change it unseen: the commitments of each
 * round, the root and the rules as they were when they were first seen here, one's ticket, and a
 * maker's seeds. It is written before anything is sent, and what is kept is never overwritten.
 */
import { session } from "$lib/kernel/session.svelte";
import { bytesOf, hexOf, sha256 } from "./draw";
import type { Drop } from "./types";

/** What of a lottery is kept: a drop, or the draw of a show. */
export type Lottery = Pick<
  Drop,
  "id" | "mode" | "units" | "early_units" | "ticket" | "root" | "phase"
> & { rounds: Pick<Drop["rounds"][number], "n" | "town_commitment" | "maker_commitment">[] };
export type Commitments = { town: string; maker: string };
export type KeptDrop = {
  since: string;
  units: number;
  early_units: number;
  /** `queued`: behind the list from the first; `gone`: the town says that it is none, and it was not given back on this device. */
  ticket: { id: string; early: boolean; queued?: boolean; gone?: boolean } | null;
  root: string | null;
  /** By the number of the round. */
  rounds: Record<number, Commitments>;
};

const KEPT = "drops.kept.";
const TICKET = "drops.ticket.";
const SEEDS = "drops.seeds.";

/** What was kept of a drop, and what is seen of it now: what was there before stays. */
export function joined(kept: KeptDrop | undefined, drop: Lottery, now: string): KeptDrop {
  const first = kept ?? {
    since: now,
    units: drop.units,
    early_units: drop.early_units,
    ticket: null,
    root: null,
    rounds: {},
  };
  const seen = drop.rounds.map((one): [number, Commitments] => [
    one.n,
    { town: one.town_commitment, maker: one.maker_commitment },
  ]);
  return {
    ...first,
    ticket: ticketOf(first.ticket, drop),
    root: first.root ?? drop.root,
    rounds: { ...Object.fromEntries(seen), ...first.rounds },
  };
}

/**
 * Only `dropTicket` forgets one: whether it was given back on another device, or a town lost it,
 * cannot be told apart here, so it is kept with a mark. While it is open another one may be taken
 * instead.
 */
function ticketOf(kept: KeptDrop["ticket"], drop: Lottery): KeptDrop["ticket"] {
  const { id, early, queued } = drop.ticket ?? {};
  const shown = id ? { id, early: !!early, queued: !!queued } : null;
  if (!kept || kept.id === shown?.id) return kept && !kept.gone ? kept : shown;
  const open = drop.phase === "announced" || drop.phase === "reserving";
  return shown && (open || kept.gone) ? shown : { ...kept, gone: true };
}

export const keptOf = (id: string): Promise<KeptDrop | undefined> =>
  session.store?.get<KeptDrop>(KEPT + id) ?? Promise.resolve(undefined);

let last: Promise<unknown> = Promise.resolve();

/** Keeps what is seen of a lottery or a queue by lot; one after the other. */
export function keep(drop: Lottery): Promise<unknown> {
  const { store } = session;
  if (!store) return Promise.resolve();
  const write = async () => {
    const kept = await store.get<KeptDrop>(KEPT + drop.id);
    await store.set(KEPT + drop.id, joined(kept, drop, new Date().toISOString()));
  };
  return (last = last.then(write, write));
}

/** The id of one's ticket: the same one until it is known whether it was given. */
export async function ticketFor(id: string, made: string): Promise<string> {
  const kept = await session.store?.get<string>(TICKET + id);
  if (kept) return kept;
  await session.store?.set(TICKET + id, made);
  return made;
}

/** It was given back on this device: the next ticket is another one. */
export function dropTicket(id: string): Promise<unknown> {
  const { store } = session;
  const write = async () => {
    await store?.set(TICKET + id, null);
    const kept = await store?.get<KeptDrop>(KEPT + id);
    if (kept) await store?.set(KEPT + id, { ...kept, ticket: null });
  };
  return (last = last.then(write, write));
}

const seedsOf = async (id: string): Promise<string[]> =>
  (await session.store?.get<string[]>(SEEDS + id)) ?? [];

/** What is published of the seed for a round, from 1; the seed is kept here first. */
export async function commitmentOf(id: string, round: number): Promise<string> {
  const { store } = session;
  if (!store) throw new Error("nothing can be kept here");
  const seeds = await seedsOf(id);
  let seed = seeds[round - 1];
  if (!seed) {
    seed = hexOf(crypto.getRandomValues(new Uint8Array(32)));
    for (let n = seeds.length; n < round - 1; n++) seeds[n] = "";
    seeds[round - 1] = seed;
    await store.set(SEEDS + id, seeds);
  }
  return sha256(bytesOf(seed));
}

/** The seed behind a commitment; null: it is not on this device. */
export async function seedOf(id: string, commitment: string): Promise<string | null> {
  const old = await session.store?.get<string>(`drops.seed.${id}`);
  for (const seed of [...(await seedsOf(id)), old])
    if (seed && (await sha256(bytesOf(seed))) === commitment) return seed;
  return null;
}
