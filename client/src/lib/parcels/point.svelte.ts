import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { OwnPoint, Parcel, PointInput } from "./types";

/** A pickup point where one works: what lies there, what comes. */
export class PickupPoint extends Kept<OwnPoint> {
  constructor(private readonly id: string) {
    const request = { params: { path: { merchant_id: id } } };
    super(`parcels.point.${id}`, () =>
      ask(api.GET("/merchants/{merchant_id}/pickup-point", request)),
    );
  }

  async ask(body: PointInput): Promise<void> {
    const request = { params: { path: { merchant_id: this.id } }, body };
    this.take(await ask(api.PUT("/merchants/{merchant_id}/pickup-point", request)));
  }

  /** Where a parcel that came goes. */
  async scanIn(act_id: string, number: string): Promise<Parcel> {
    const path = { merchant_id: this.id, act_id };
    const url = "/merchants/{merchant_id}/pickup-point/arrivals/{act_id}";
    const parcel = await ask(api.PUT(url, { params: { path }, body: { number } }));
    await this.read();
    return parcel;
  }

  /** What somebody gets who shows this code. */
  async handOut(act_id: string, code: string): Promise<Parcel[]> {
    const path = { merchant_id: this.id, act_id };
    const url = "/merchants/{merchant_id}/pickup-point/handouts/{act_id}";
    const { parcels } = await ask(api.PUT(url, { params: { path }, body: { code } }));
    await this.read();
    return parcels;
  }
}
