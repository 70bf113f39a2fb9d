import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { Confirmation } from "$lib/kernel/types";
import type { Offer, Sale } from "./types";

const ONE = "/vending/sales/{sale_id}";
const of = (sale_id: string) => ({ params: { path: { sale_id } } });

export const readOffer = (token: string): Promise<Offer> =>
  ask(api.GET("/vending/offers/{token}", { params: { path: { token } } }));

/** What is confirmed of a sale. */
export const machineWay = (id: string, to: string) => ({ use: "machine" as const, id, to });

/** One sale at a machine, from the money that is held to what fell. */
export class Buying {
  sale = $state.raw<Sale | null>(null);
  private quiet = connection.changes.add((what) => {
    if (what === "vending") void this.read();
  });

  stop(): void {
    this.quiet();
  }

  async open(id: string): Promise<void> {
    this.sale = await ask(api.GET(ONE, of(id)));
  }

  async buy(id: string, offer: string, confirmation?: Confirmation): Promise<Sale> {
    const body = { offer, confirmation: confirmation ?? null };
    return (this.sale = await ask(api.PUT(ONE, { ...of(id), body })));
  }

  async claim(): Promise<void> {
    this.sale = await ask(api.POST("/vending/sales/{sale_id}/claim", of(this.sale!.id)));
  }

  async settle(confirmation?: Confirmation): Promise<void> {
    const body = { confirmation: confirmation ?? null };
    const url = "/vending/sales/{sale_id}/settlement";
    this.sale = await ask(api.PUT(url, { ...of(this.sale!.id), body }));
  }

  async read(): Promise<void> {
    if (this.sale) await this.open(this.sale.id).catch(() => {});
  }
}
