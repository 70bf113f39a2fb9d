import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Group = S["TogetherShown"];
export type SentTogether = S["SentTogether"];

/** Orders of a shop that can go in one parcel. */
export class Together extends Kept<Group[]> {
  constructor(private readonly merchant_id: string) {
    const request = { params: { path: { merchant_id } } };
    super(
      `together.${merchant_id}`,
      async () => (await ask(api.GET("/merchants/{merchant_id}/consolidations", request))).groups,
    );
  }

  /** The parcel in which they are. */
  async send(bundle_id: string, orders: string[]): Promise<SentTogether> {
    const path = { merchant_id: this.merchant_id, bundle_id };
    const url = "/merchants/{merchant_id}/consolidations/{bundle_id}";
    const made = await ask(api.PUT(url, { params: { path }, body: { orders, carrier: "local" } }));
    await this.read();
    return made;
  }
}
