import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { once } from "$lib/kernel/once";
import type { PackingOrder, PackingPage, ParcelSize } from "./types";

type Units = { no: number; n: number }[];

/** What a shop has to pack and send; what is due first comes first. */
export class Packing extends Kept<PackingPage> {
  constructor(private readonly merchant_id: string) {
    super(`packing.${merchant_id}`, () => this.page());
  }

  private page(before?: string): Promise<PackingPage> {
    const path = { merchant_id: this.merchant_id };
    const query = before ? { before } : {};
    return ask(api.GET("/merchants/{merchant_id}/packing", { params: { path, query } }));
  }

  async more(): Promise<void> {
    const { orders, next } = this.value!;
    const page = await this.page(next!);
    this.value = { ...page, orders: once([...orders, ...page.orders], (one) => one.id) };
  }

  async pack(order_id: string): Promise<void> {
    this.put(await ask(api.PUT("/packing/{order_id}/packed", { params: { path: { order_id } } })));
  }

  async send(
    order_id: string,
    shipment_id: string,
    units: Units,
    number: string,
    size: ParcelSize | null = null,
  ): Promise<void> {
    const path = { order_id, shipment_id };
    const label = number
      ? { carrier: "other" as const, carrier_number: number }
      : { carrier: "local" as const };
    const url = "/packing/{order_id}/shipments/{shipment_id}";
    this.put(await ask(api.PUT(url, { params: { path }, body: { units, size, ...label } })));
  }

  private put(one: PackingOrder): void {
    if (!this.value) return;
    const open = one.lines.some((line) => line.to_send);
    const orders = open
      ? this.value.orders.map((each) => (each.id === one.id ? one : each))
      : this.value.orders.filter((each) => each.id !== one.id);
    this.take({ ...this.value, orders });
  }
}
