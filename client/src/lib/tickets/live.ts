/**
 * Codes that live: behind a ticket stands what only its holder's phone knows to say at this moment. The same
 * as `leapfrog/ticket_codes/live.py`, and held to the same table, `tests/tickets/gate_cases.json`.
 */
type Bytes = Uint8Array<ArrayBuffer>;
/** What is said changes so often. */
export const STEP = 30_000;
const [TOLERANCE, MARK] = [1, 5];
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export const base64url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

async function mac(key: Bytes, message: Bytes): Promise<Bytes> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const kept = await crypto.subtle.importKey("raw", key, hmac, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", kept, message));
}

async function markOf(secret: Bytes, step: number): Promise<Bytes> {
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(step));
  return (await mac(secret, new Uint8Array(message.buffer))).slice(0, MARK);
}

/** What the phone of a ticket's holder knows, from what the gates of the show know. */
export function ticketSecret(secret: Bytes, ticket: string, turn: number): Promise<Bytes> {
  const hex = ticket.replace(/-/g, "").match(/../g) ?? [];
  const bytes = hex.map((one) => parseInt(one, 16));
  return mac(secret, new Uint8Array([...bytes, turn >> 8, turn & 0xff]));
}

/** A ticket's code as its holder's phone shows it at this moment (milliseconds, the town's time). */
export async function living(code: string, secret: string, now: number): Promise<string> {
  let [held, bits, text] = [0, 0, ""];
  for (const byte of await markOf(base64url(secret), Math.floor(now / STEP))) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(held >> (bits - 5)) & 31];
    held &= 0xff;
  }
  return code + text;
}

/** Whether this is said at this moment, as far as clocks agree. */
export async function isSaidNow(said: Bytes, secret: Bytes, now: number): Promise<boolean> {
  const step = Math.floor(now / STEP);
  for (let one = step - TOLERANCE; one <= step + TOLERANCE; one++) {
    const right = await markOf(secret, Math.max(one, 0));
    if (said.length === MARK && right.every((byte, n) => byte === said[n])) return true;
  }
  return false;
}
