/**
 * Codes that the payer shows, made without the town: twenty digits, `28`, the key's number, a
 * counter, eight digits of HMAC-SHA256 cut out as RFC 4226 does. The town takes each once, for a
 * minute. The same as `leapfrog/till/codes/presented.py`.
 */
export type CodeKey = { number: number; secret: string; step: number; ahead: number };

const PREFIX = "28";

export async function make(key: CodeKey, now: number, counter: number): Promise<string> {
  const step = Math.floor((now + key.ahead) / 1000 / key.step);
  const message = new Uint8Array(9);
  new DataView(message.buffer).setBigUint64(0, BigInt(step));
  message[8] = counter;
  const secret = Uint8Array.from(atob(key.secret), (letter) => letter.charCodeAt(0));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", secret, hmac, false, ["sign"]);
  const digest = new DataView(await crypto.subtle.sign("HMAC", imported, message));
  const cut = digest.getUint32(digest.getUint8(31) & 0x0f) & 0x7fffffff;
  const mac = String(cut % 1e8).padStart(8, "0");
  return PREFIX + String(key.number).padStart(8, "0") + String(counter).padStart(2, "0") + mac;
}

/** In groups of four, as people read them. */
export const grouped = (code: string): string => code.replace(/(\d{4})(?=\d)/g, "$1 ");
