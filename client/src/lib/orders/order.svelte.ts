import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { CaseAct, CaseInput, Order, ParcelSize } from "./types";

/** One order, as its buyer or its shop has it; what was seen of it can be read offline. */
export class OneOrder extends Kept<Order> {
  constructor(private readonly id: string) {
    super(`orders.order.${id}`, () => ask(api.GET("/orders/{order_id}", this.of())));
  }

  private of = () => ({ params: { path: { order_id: this.id } } });

  async confirm(): Promise<void> {
    this.take(await ask(api.PUT("/orders/{order_id}/confirmation", this.of())));
  }

  async extend(extension_id: string, days: number): Promise<void> {
    const path = { order_id: this.id, extension_id };
    this.take(
      await ask(
        api.PUT("/orders/{order_id}/extensions/{extension_id}", {
          params: { path },
          body: { days },
        }),
      ),
    );
  }

  async pack(): Promise<void> {
    await ask(api.PUT("/packing/{order_id}/packed", this.of()));
    await this.read();
  }

  /** So many units by line; null: all that is still to be sent. */
  async send(
    shipment_id: string,
    units: { no: number; n: number }[] | null,
    carrier = "local",
    carrier_number = "",
    size: ParcelSize | null = null,
  ): Promise<void> {
    const path = { order_id: this.id, shipment_id };
    const body = { units, carrier, carrier_number, weight_g: null, size };
    const request = { params: { path }, body };
    await ask(api.PUT("/packing/{order_id}/shipments/{shipment_id}", request));
    await this.read();
  }

  async handOver(code: string): Promise<void> {
    const request = { ...this.of(), body: { code } };
    this.take(await ask(api.PUT("/orders/{order_id}/handover", request)));
  }

  async openCase(case_id: string, body: CaseInput): Promise<void> {
    const path = { order_id: this.id, case_id };
    this.take(await ask(api.PUT("/orders/{order_id}/cases/{case_id}", { params: { path }, body })));
  }

  async say(case_id: string, entry_id: string, act: CaseAct, text = ""): Promise<void> {
    const path = { case_id, entry_id };
    const body = { act, text, sellable: true };
    const request = { params: { path }, body };
    this.take(await ask(api.PUT("/orders/cases/{case_id}/entries/{entry_id}", request)));
  }
}
