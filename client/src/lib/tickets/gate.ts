/**
 * What a gate says to a code when it has no network. The same as `leapfrog/ticket_codes/gate.py`, and held
 * to the same table, `tests/tickets/gate_cases.json`.
 */
import { base64url, isSaidNow, ticketSecret } from "./live";
import type { GateList, Scan } from "./types";

export type Outcome = Scan["outcome"];
export type Way = Scan["way"];
type Known = GateList["known"][number];
export type Code = {
  key: number;
  ticket: string;
  show: number;
  seat: number | null;
  category: number;
  opens: number;
  until: number;
  turn: number;
  said: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  /** What the phone that showed it said beside it; nothing on paper and on a picture. */
  mark: Uint8Array<ArrayBuffer>;
};
export type Verdict = {
  outcome: Outcome;
  code: Code | null;
  used_at: string | null;
  gate: string | null;
  out_at: string | null;
  proof: string;
};
/** A verdict as who stands at the gate is shown it; `offline`: it was decided here. */
export type Answer = {
  outcome: Outcome;
  way: Way;
  seat: string;
  category: string;
  used_at: string | null;
  gate: string | null;
  out_at: string | null;
  proof: string;
  offline: boolean;
};
/** How a gate stands: for who comes in or goes out, and at which of the show's entrances. */
export type Standing = { way: Way; entrance: string };
export type Verify = (
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CONTEXT = new TextEncoder().encode("leapfrog-ticket-1");
const [SAID, SIGNED, STANDING] = [41, 105, 0xffff];
/** Of a ticket, and of one on a phone. */
const CHARACTERS = [168, 176];
const JUMP = 120_000;
const WHITE = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** A code as it is kept and told: what a scanner may send around it is gone. */
export const trimmed = (text: string): string => text.replace(WHITE, "");

/** Base32 (RFC 4648) without padding; null for what is none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  const made = new Uint8Array((text.length * 5) >> 3);
  let [held, bits, at] = [0, 0, 0];
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) made[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return made;
}

/** What stands in a QR code; null for what is no ticket. */
export function readCode(text: string): Code | null {
  const kept = trimmed(text).toUpperCase();
  // As many characters as bytes need: one more would be lost in the last bits.
  const whole = CHARACTERS.includes(kept.length) ? bytesOf(kept) : null;
  if (whole?.[0] !== 1) return null;
  const view = new DataView(whole.buffer);
  const hex = [...whole.slice(3, 19)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const seat = view.getUint16(27);
  return {
    key: view.getUint16(1),
    ticket: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    show: Number(view.getBigUint64(19)),
    seat: seat === STANDING ? null : seat,
    category: view.getUint8(29),
    opens: view.getUint32(31) * 1000,
    until: view.getUint32(35) * 1000,
    turn: view.getUint16(39),
    said: whole.slice(0, SAID),
    signature: whole.slice(SAID, SIGNED),
    mark: whole.slice(SIGNED),
  };
}

export const EVERYWHERE: Standing = { way: "in", entrance: "" };

/**
 * The first reason against a code, in this order; or `ok`. `now`: milliseconds, the town's time. Who
 * goes out is only asked whether this is a ticket of the show, and whether it came in.
 */
export async function judge(
  text: string,
  list: GateList,
  now: number,
  verify: Verify,
  at: Standing = EVERYWHERE,
): Promise<Verdict> {
  const code = readCode(text);
  const say = (outcome: Outcome, more: Partial<Verdict> = {}): Verdict => ({
    outcome,
    code,
    used_at: null,
    gate: null,
    out_at: null,
    proof: "",
    ...more,
  });
  if (!code) return say("not_a_ticket");
  const key = list.keys.find((one) => one.number === code.key);
  if (!key) return say("unknown_key");
  const message = new Uint8Array([...CONTEXT, ...code.said]);
  if (!(await verify(base64url(key.public), code.signature, message))) return say("forged");
  if (code.show !== list.show) return say("other_show");
  if (now < Date.parse(list.made_at) - JUMP) return say("clock_wrong");
  const known = list.known.find((one) => one.ticket === code.ticket);
  if (at.way === "out") {
    if (code.turn < (known?.turn ?? 0)) return say("passed_on");
    const { used_at = null, gate = null, out_at = null } = known ?? {};
    return isInside(known) ? say("ok", { used_at, gate }) : say("not_in", { out_at });
  }
  // Codes of before a show was moved are good at its new time.
  if (now < (Date.parse(list.opens_at ?? "") || code.opens)) return say("too_early");
  if (now > (Date.parse(list.until ?? "") || code.until)) return say("too_late");
  const [outcome, more] = comingIn(code, known, list, at);
  if (outcome === "ok" && key.secret && !known?.paper) {
    const secret = await ticketSecret(base64url(key.secret), code.ticket, code.turn);
    if (!(await isSaidNow(code.mark, secret, now))) return say("not_live");
  }
  return say(outcome, more);
}

export const isInside = (known: Known | undefined): boolean => !!known?.used_at && !known.out_at;

function comingIn(
  code: Code,
  known: Known | undefined,
  list: GateList,
  at: Standing,
): [Outcome, Partial<Verdict>?] {
  if (known?.void) return ["void"];
  if (code.turn < (known?.turn ?? 0)) return ["passed_on"];
  const before = { used_at: known?.used_at ?? null, gate: known?.gate ?? null };
  if (isInside(known)) return ["already_in", before];
  // Lists that were kept from before know nothing of what follows.
  const entrance = list.entrances?.find((one) => one.name === at.entrance);
  if (entrance && !entrance.categories.includes(code.category)) return ["other_entrance"];
  const out_at = known?.out_at ?? null;
  if (out_at && !list.re_entry) return ["no_re_entry", { ...before, out_at }];
  return ["ok", { out_at, proof: known?.proof ?? "" }];
}

/** How a ticket stands by what a gate saw itself, since `at` (milliseconds, the town's time). */
export type Move = Pick<Known, "turn" | "used_at" | "out_at" | "gate"> & { at: number };
export type Moves = ReadonlyMap<string, Move>;

const NOTHING: Known = {
  ticket: "",
  turn: 0,
  void: false,
  used_at: null,
  gate: null,
  proof: "",
  out_at: null,
  paper: false,
};

/** A gate's list together with what it saw itself, of which the town may not have known yet. */
export function withMoves(list: GateList, moves: Moves): GateList {
  const known = new Map(list.known.map((one) => [one.ticket, one]));
  for (const [ticket, { at, ...move }] of moves) {
    const told = known.get(ticket) ?? { ...NOTHING, ticket };
    if (lastOf(told) <= at)
      known.set(ticket, { ...told, ...move, turn: Math.max(move.turn, told.turn) });
  }
  return { ...list, known: [...known.values()] };
}

const lastOf = ({ used_at, out_at }: Known): number =>
  Math.max(Date.parse(used_at ?? "") || 0, Date.parse(out_at ?? "") || 0);

/** The browser's own Ed25519; null in those that have none, which need the town for each scan. */
export async function ownVerify(): Promise<Verify | null> {
  const name = "Ed25519";
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), name, false, ["verify"]);
  } catch {
    return null;
  }
  return async (key, signature, message) => {
    const kept = await crypto.subtle.importKey("raw", key, name, false, ["verify"]);
    return crypto.subtle.verify(name, kept, signature, message);
  };
}
