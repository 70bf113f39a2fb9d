import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

type Asked = components["schemas"]["TraderQuestion"];
const URL = "/market/fronts/{merchant_id}/trader-question";

/** Whether a shop that sells as a private person is asked if it is a business. */
export class TraderQuestion extends Kept<Asked> {
  constructor(private readonly merchant_id: string) {
    super(`market.trader.${merchant_id}`, () =>
      ask(api.GET(URL, { params: { path: { merchant_id } } })),
    );
  }

  /** It is not, and is not asked again for a year. */
  async sellsPrivately(): Promise<void> {
    const path = { merchant_id: this.merchant_id };
    this.take(await ask(api.PUT(URL, { params: { path } })));
  }
}
