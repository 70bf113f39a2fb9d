import type { components } from "$lib/kernel/schema";

type Box = components["schemas"]["HomeKeyBox"];
/** What the town is told when one holds one's key oneself. */
export type HeldKey = { next: string; exchange: string; boxes: Box[] };
export type MadeKey = { code: string; held: HeldKey };

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 26;
const CODE_INFO = "leapfrog.home-key-code";
const EXCHANGE_INFO = "leapfrog.mirror-exchange";
// PKCS #8 of an X25519 key, before its 32 bytes (RFC 8410).
const X25519_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32];

const bytes = (text: string) => new TextEncoder().encode(text);

export const b64 = (content: Uint8Array): string => btoa(String.fromCharCode(...content));

const b64url = (content: Uint8Array): string =>
  b64(content).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const unb64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** As it is meant, however it was typed: letters that look like digits are those. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

export const isCode = (typed: string): boolean => plainCode(typed).length === LENGTH;

/** 130 bits, in groups that one can read aloud. */
function newCode(): string {
  const found = [...crypto.getRandomValues(new Uint8Array(LENGTH))].map((one) => LETTERS[one % 32]);
  return found.join("").replace(/.{4}(?=.)/g, "$&-");
}

async function derived(
  secret: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: string,
): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: bytes(info) };
  return crypto.subtle.deriveBits(how, key, 256);
}

async function boxKey(code: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const raw = await derived(bytes(plainCode(code)), salt, CODE_INFO);
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** The public half of the X25519 key that follows from somebody's key. */
async function exchangeOf(seed: Uint8Array<ArrayBuffer>): Promise<string> {
  const secret = new Uint8Array(await derived(seed, new Uint8Array(), EXCHANGE_INFO));
  const whole = Uint8Array.from([...X25519_HEAD, ...secret]);
  const key = await crypto.subtle.importKey("pkcs8", whole, { name: "X25519" }, true, [
    "deriveBits",
  ]);
  return (await crypto.subtle.exportKey("jwk", key)).x!;
}

/** Whether this browser can make such a key: most can since 2025. */
export async function keysWork(): Promise<boolean> {
  try {
    await exchangeOf(new Uint8Array(32));
    await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

/** A new key, in a box that the code opens. Nothing of it leaves this device but `held`. */
export async function makeKey(pid: string): Promise<MadeKey> {
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const seed = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)).slice(-32);
  const shown = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const code = newCode();
  const [salt, nonce] = [16, 12].map((size) => crypto.getRandomValues(new Uint8Array(size)));
  const how = { name: "AES-GCM", iv: nonce!, additionalData: bytes(pid) };
  const box = await crypto.subtle.encrypt(how, await boxKey(code, salt!), seed);
  const held: HeldKey = {
    next: `ed25519:${b64url(shown)}`,
    exchange: await exchangeOf(seed),
    boxes: [
      {
        by: "code",
        salt: b64url(salt!),
        nonce: b64url(nonce!),
        box: b64url(new Uint8Array(box)),
      },
    ],
  };
  return { code, held };
}

/** The private bytes in one of these boxes, in base64; null for another code. */
export async function openKey(boxes: Box[], pid: string, code: string): Promise<string | null> {
  for (const one of boxes.filter(({ by }) => by === "code")) {
    const [salt, nonce, box] = [one.salt, one.nonce, one.box].map(unb64url);
    const how = { name: "AES-GCM", iv: nonce!, additionalData: bytes(pid) };
    try {
      const seed = await crypto.subtle.decrypt(how, await boxKey(code, salt!), box!);
      return b64(new Uint8Array(seed));
    } catch {
      // Another box may be of this code.
    }
  }
  return null;
}
