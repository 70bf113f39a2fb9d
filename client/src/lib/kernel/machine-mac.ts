/** What machines sign with their keys, as `leapfrog/vending/offers.py` has it. docs/vending.md. */
const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const raw = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (l) => l.charCodeAt(0));

export async function hmac(key: string, text: string): Promise<Uint8Array> {
  const how = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", raw(key), how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}

export async function mac(key: string, purpose: string, text: string): Promise<string> {
  return base64url((await hmac(key, `${purpose}:${text}`)).slice(0, 16));
}
