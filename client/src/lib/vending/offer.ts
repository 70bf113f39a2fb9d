/** What a machine signs, as `leapfrog/vending/offers.py` has it. docs/vending.md. */
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const raw = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (l) => l.charCodeAt(0));

async function hmac(key: string, text: string): Promise<Uint8Array> {
  const how = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", raw(key), how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}

export async function mac(key: string, purpose: string, text: string): Promise<string> {
  return base64url((await hmac(key, `${purpose}:${text}`)).slice(0, 16));
}

export type Chosen = { machine: string; basket: string[]; price: number; nonce: string };

/** The last part of the link; `seconds`: Unix time. */
export async function offer(key: string, chosen: Chosen, seconds: number): Promise<string> {
  const { machine, basket, price, nonce } = chosen;
  const body = [machine.replaceAll("-", ""), basket.join("-"), price, nonce, seconds].join(".");
  return `${body}.${await mac(key, "offer", body)}`;
}

/** The eight digits that open a basket at a machine without network. */
export async function shortCode(key: string, nonce: string, basket: string[]): Promise<string> {
  const digest = await hmac(key, `open:${nonce}:${basket.join("-")}`);
  const number = new DataView(digest.buffer).getBigUint64(0) % 100_000_000n;
  return String(number).padStart(8, "0");
}
