/**
 * What a gate says to a code when it has no network. The same as `leapfrog/ticket_codes/gate.py`, and held
 * to the same table, `tests/tickets/gate_cases.json`.
 */
import type { GateList, Scan } from "./types";

export type Outcome = Scan["outcome"];
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
};
export type Verdict = {
  outcome: Outcome;
  code: Code | null;
  used_at: string | null;
  gate: string | null;
  proof: string;
};
export type Verify = (
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CONTEXT = new TextEncoder().encode("leapfrog-ticket-1");
const [SAID, CHARACTERS, STANDING] = [41, 168, 0xffff];
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
  const whole = kept.length === CHARACTERS ? bytesOf(kept) : null;
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
    signature: whole.slice(SAID),
  };
}

const base64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

/** The first reason against a code, in this order; or `ok`. `now`: milliseconds, the town's time. */
export async function judge(
  text: string,
  list: GateList,
  now: number,
  verify: Verify,
): Promise<Verdict> {
  const code = readCode(text);
  const say = (outcome: Outcome, more: Partial<Verdict> = {}): Verdict => ({
    outcome,
    code,
    used_at: null,
    gate: null,
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
  if (now < code.opens) return say("too_early");
  if (now > code.until) return say("too_late");
  const known = list.known.find((one) => one.ticket === code.ticket);
  if (!known) return say("ok");
  if (known.void) return say("void");
  if (code.turn < known.turn) return say("passed_on");
  if (known.used_at) return say("already_in", { used_at: known.used_at, gate: known.gate });
  // Lists that were kept from before know nothing of it.
  return say("ok", { proof: known.proof ?? "" });
}

/** Who this gate let in: with which turn, and when. */
export type Inside = Map<string, { turn: number; used_at: string }>;

/** A gate's list together with whom it let in itself, of whom the town may not have known yet. */
export function withInside(list: GateList, inside: Inside, gate: string): GateList {
  const known = new Map(list.known.map((one) => [one.ticket, one]));
  for (const [ticket, { turn, used_at }] of inside) {
    const told = known.get(ticket);
    known.set(ticket, {
      ticket,
      turn: Math.max(turn, told?.turn ?? 0),
      void: told?.void ?? false,
      used_at: told?.used_at ?? used_at,
      gate: told?.used_at ? told.gate : gate,
      proof: told?.proof ?? "",
    });
  }
  return { ...list, known: [...known.values()] };
}

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
