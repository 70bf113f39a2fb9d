/**
 * A draw computed anew from what was published (docs/drops.md), on this device alone: the seeds are
 * those that were committed to, the list is the one that was closed, and the right ones came first.
 */
import { Keys } from "./sha256";

/** Bytes of a ticket: the id of a reservation, and 1 for the early lane. */
export const TICKET = 17;
const PART = 50_000;

export type Proof = {
  town_commitment: string;
  maker_commitment: string;
  town_seed: string;
  maker_seed: string;
  root: string;
  tickets: number;
  units: number;
  early: number;
  first: string[];
};
export type Check = "seeds" | "list" | "order" | "first" | "kept" | "ticket";
type Ticket = { id: string; early: boolean; gone?: boolean };
/** What this device knows by itself: a ticket, and what was published when it first looked. */
export type Known = {
  ticket: Ticket | null;
  kept: {
    round: { town: string; maker: string };
    root: string | null;
    units: number;
    early_units: number;
  } | null;
};
export type Checked = {
  wrong: Check[];
  /** Whether this device had kept something to compare with. */
  kept: boolean;
  /** Where a ticket comes among all, from 1; null: it is not in the list. */
  place: number | null;
  /** It is not in the list, and was said to be given back before; not on this device. */
  gone: boolean;
};

export const bytesOf = (hex: string): Uint8Array<ArrayBuffer> => {
  const plain = hex.replaceAll("-", "");
  const bytes = new Uint8Array(plain.length / 2);
  for (let n = 0; n < bytes.length; n++) bytes[n] = parseInt(plain.slice(2 * n, 2 * n + 2), 16);
  return bytes;
};
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");

export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

const compared = (tickets: Uint8Array, one: number, other: number): number => {
  for (let n = 0; n < 16; n++) {
    const d = tickets[one * TICKET + n]! - tickets[other * TICKET + n]!;
    if (d) return d;
  }
  return 0;
};

/** The first words of each ticket's key as one number, exact in 53 bits. */
async function keysOf(
  keys: Keys,
  tickets: Uint8Array,
  onpart: (part: number) => void,
): Promise<Float64Array> {
  const n = tickets.length / TICKET;
  const found = new Float64Array(n);
  const out = new Uint32Array(8);
  for (let at = 0; at < n; at++) {
    keys.of(tickets, at * TICKET, out);
    found[at] = out[0]! * 2 ** 21 + (out[1]! >>> 11);
    if (at % PART === PART - 1) {
      onpart(at / n);
      // The screen goes on meanwhile.
      await new Promise((done) => setTimeout(done));
    }
  }
  return found;
}

/** Of these tickets so many with the smallest keys, in their order. */
function smallest(
  keys: Keys,
  short: Float64Array,
  tickets: Uint8Array,
  which: number[],
  n: number,
) {
  const whole = new Map<number, string>();
  const out = new Uint32Array(8);
  const key = (at: number) => {
    let known = whole.get(at);
    if (known === undefined) {
      keys.of(tickets, at * TICKET, out);
      known = Array.from(out, (word) => word.toString(16).padStart(8, "0")).join("");
      whole.set(at, known);
    }
    return known;
  };
  const sorted = which.sort(
    (a, b) => short[a]! - short[b]! || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0),
  );
  return sorted.slice(0, n);
}

/** Those at or below the nth smallest, so that few are put in order. */
function candidates(short: Float64Array, n: number, of: (at: number) => boolean): number[] {
  const values: number[] = [];
  for (let at = 0; at < short.length; at++) if (of(at)) values.push(short[at]!);
  if (!n || !values.length) return [];
  const limit = Float64Array.from(values).sort()[Math.min(n, values.length) - 1]!;
  const found: number[] = [];
  for (let at = 0; at < short.length; at++) if (short[at]! <= limit && of(at)) found.push(at);
  return found;
}

/** Who came first: of the early lane, then of all others. */
export function firstOf(keys: Keys, short: Float64Array, tickets: Uint8Array, proof: Proof) {
  const early = (at: number) => tickets[at * TICKET + 16] === 1;
  const lane = smallest(
    keys,
    short,
    tickets,
    candidates(short, proof.early, early),
    Math.min(proof.early, proof.units),
  );
  const had = new Set(lane);
  const left = proof.units - lane.length;
  const others = candidates(short, left, (at) => !had.has(at));
  return [...lane, ...smallest(keys, short, tickets, others, left)];
}

/** Whether what was drawn from is what this device kept before. */
function asKept(proof: Proof, kept: NonNullable<Known["kept"]>): boolean {
  const { round, root, units, early_units } = kept;
  return (
    round.town === proof.town_commitment &&
    round.maker === proof.maker_commitment &&
    (root === null || root === proof.root) &&
    proof.units <= units &&
    proof.early === Math.min(early_units, proof.units)
  );
}

/** What does not fit, and where one's own ticket comes. */
export async function check(
  proof: Proof,
  tickets: Uint8Array<ArrayBuffer>,
  { ticket, kept }: Known = { ticket: null, kept: null },
  onpart: (part: number) => void = () => {},
): Promise<Checked> {
  const [town, maker] = [bytesOf(proof.town_seed), bytesOf(proof.maker_seed)];
  const wrong: Check[] = [];
  const seeds = [await sha256(town), await sha256(maker)].join();
  if (seeds !== [proof.town_commitment, proof.maker_commitment].join()) wrong.push("seeds");
  const root = await sha256(tickets);
  const n = tickets.length / TICKET;
  if (root !== proof.root || n !== proof.tickets) wrong.push("list");
  for (let at = 1; at < n; at++) {
    if (compared(tickets, at - 1, at) >= 0) {
      wrong.push("order");
      break;
    }
  }
  const keys = new Keys(new Uint8Array([...town, ...maker, ...bytesOf(root)]));
  const short = await keysOf(keys, tickets, onpart);
  const first = firstOf(keys, short, tickets, proof).map((at) =>
    hexOf(tickets.subarray(at * TICKET, at * TICKET + 16)),
  );
  if (first.join() !== proof.first.map((one) => one.replaceAll("-", "")).join())
    wrong.push("first");
  if (kept && !asKept(proof, kept)) wrong.push("kept");
  const own = ticket ? whereIs(tickets, bytesOf(ticket.id)) : -1;
  const gone = !!ticket?.gone && own < 0;
  if (ticket && !gone && tickets[own * TICKET + 16] !== Number(ticket.early)) wrong.push("ticket");
  return { wrong, kept: !!kept, place: own < 0 ? null : placeOf(short, own), gone };
}

/** Which ticket of the list has this id; -1: none. */
function whereIs(tickets: Uint8Array, id: Uint8Array): number {
  const n = tickets.length / TICKET;
  for (let at = 0; at < n; at++) {
    let same = 0;
    while (same < 16 && tickets[at * TICKET + same] === id[same]) same++;
    if (same === 16) return at;
  }
  return -1;
}

function placeOf(short: Float64Array, own: number): number {
  let before = 0;
  for (let at = 0; at < short.length; at++) if (short[at]! < short[own]!) before++;
  return before + 1;
}
