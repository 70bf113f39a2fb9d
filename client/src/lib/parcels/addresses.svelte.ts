import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Address, AddressInput } from "./types";

/** The person's own address book; readable offline. */
class Addresses extends Kept<Address[]> {
  constructor() {
    super("parcels.addresses", async () => (await ask(api.GET("/addresses"))).addresses);
  }

  async put(address_id: string, body: AddressInput): Promise<void> {
    const request = { params: { path: { address_id } }, body };
    this.take((await ask(api.PUT("/addresses/{address_id}", request))).addresses);
  }

  async drop(address_id: string): Promise<void> {
    const request = { params: { path: { address_id } } };
    this.take((await ask(api.DELETE("/addresses/{address_id}", request))).addresses);
  }
}

export const addresses = new Addresses();

/** An address as people write it: in Chinese from the largest down, without blanks. */
export function written(
  one: Pick<Address, "country" | "divisions" | "line" | "plus_code">,
): string {
  const chinese = one.country === "CN";
  const divisions = chinese ? one.divisions.join("") : [...one.divisions].reverse().join(", ");
  const lines = chinese ? [divisions, one.line] : [one.line, divisions];
  return [...lines, one.plus_code].filter(Boolean).join(chinese ? " " : "\n");
}
