import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { InLocker, Opening, Size } from "./types";

const LOOK = 2_000;

/** A compartment that springs open: from the word to the machine until the door is closed. */
export class OpenDoor {
  now = $state.raw<Opening | null>(null);
  private quiet = connection.changes.add((what) => {
    if (what === "parcels") void this.read();
  });
  // The stream is lossy: while a door is open, it is looked at anyway.
  private timer = setInterval(() => this.runs && void this.read(), LOOK);

  get runs(): boolean {
    return this.now?.state === "asked" || this.now?.state === "open";
  }

  stop(): void {
    this.quiet();
    clearInterval(this.timer);
  }

  async layIn(locker_id: string, opening_id: string, number: string, least: Size | null) {
    const path = { locker_id, opening_id };
    const url = "/lockers/{locker_id}/fillings/{opening_id}";
    this.now = await ask(api.PUT(url, { params: { path }, body: { number, least } }));
  }

  async takeOut(locker_id: string, opening_id: string, parcel_id: string) {
    const path = { locker_id, opening_id };
    const url = "/lockers/{locker_id}/collections/{opening_id}";
    this.now = await ask(api.PUT(url, { params: { path }, body: { parcel_id } }));
  }

  async fetch(parcel_id: string, opening_id: string) {
    const path = { parcel_id, opening_id };
    const url = "/parcels/{parcel_id}/fetchings/{opening_id}";
    this.now = await ask(api.PUT(url, { params: { path } }));
  }

  async drop(return_id: string, opening_id: string) {
    const path = { return_id, opening_id };
    const url = "/locker-returns/{return_id}/drops/{opening_id}";
    this.now = await ask(api.PUT(url, { params: { path } }));
  }

  /** It is otherwise than it should be: too small, something lies there, or nothing does. */
  async doubt(what: "small" | "occupied" | "empty", number = "") {
    const request = { params: { path: { opening_id: this.now!.id } }, body: { what, number } };
    this.now = await ask(api.PUT("/lockers/openings/{opening_id}/doubt", request));
  }

  async read(): Promise<void> {
    if (!this.now) return;
    const opening_id = this.now.id;
    const request = { params: { path: { opening_id } } };
    const read = await ask(api.GET("/lockers/openings/{opening_id}", request)).catch(() => null);
    if (read && this.now?.id === opening_id) this.now = read;
  }
}

/** Where a parcel waits. */
export const readInLocker = (parcel_id: string): Promise<InLocker> =>
  ask(api.GET("/parcels/{parcel_id}/locker", { params: { path: { parcel_id } } }));
