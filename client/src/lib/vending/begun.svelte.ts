import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Sale } from "./types";

const KEY = "vending.begun";
const RUNS: Sale["state"][] = ["authorised", "commanded"];

/** The last sale that was begun on this device: running while the machine is at it. */
class Begun extends Kept<Sale | null> {
  constructor() {
    super("vending.last", async () => {
      const sale_id = await session.store?.get<string>(KEY);
      if (!sale_id) return null;
      return ask(api.GET("/vending/sales/{sale_id}", { params: { path: { sale_id } } }));
    });
  }

  get running(): Sale[] {
    return this.value && RUNS.includes(this.value.state) ? [this.value] : [];
  }

  /** Once it is over there is nothing to ask for any more. */
  override take(sale: Sale | null): void {
    super.take(sale);
    if (sale && !RUNS.includes(sale.state)) void session.store?.set(KEY, null).catch(() => {});
  }

  async begin(sale: Sale): Promise<void> {
    await session.store?.set(KEY, sale.id).catch(() => {});
    this.take(sale);
  }
}

export const begun = new Begun();
