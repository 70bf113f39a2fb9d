/** What a vending machine shows. docs/vending.md. */
import { hmac, mac } from "$lib/kernel/machine-mac";

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
