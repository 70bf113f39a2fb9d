import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Address, AddressForm, AddressInput, Division } from "./types";

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

/** How addresses are written where the town is. */
export const townForm = new Kept<AddressForm>("parcels.addressForm", () =>
  ask(api.GET("/address-forms", { params: { query: {} } })),
);

const known = new Map<string, Promise<Division[]>>();

/** What lies right below a division of China; "0": the provinces. Asked for once. */
export function below(code: string): Promise<Division[]> {
  const found =
    known.get(code) ??
    ask(api.GET("/address-forms/china/{code}", { params: { path: { code } } })).then(
      ({ divisions }) => divisions,
    );
  known.set(code, found);
  found.catch(() => known.delete(code));
  return found;
}
