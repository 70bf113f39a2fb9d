import { api, ask, upload } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { Arrival } from "./types";

const at = (arrival_id: string) => ({ params: { path: { arrival_id } } });

export const LARGEST_ARRIVAL = 2_000_000_000;

/** Sends a copy that was taken out somewhere; the answer says what would come of it. */
export const bring = (file: File, onProgress: (part: number) => void): Promise<Arrival> =>
  upload<Arrival>(`/arrivals/${uuidv7()}?name=${encodeURIComponent(file.name)}`, file, onProgress);

/** One copy that was brought: look at it, then let it in. */
export class Arriving {
  arrival = $state.raw<Arrival | null>(null);
  trouble = $state.raw<unknown>(null);
  readonly news = $derived(this.arrival?.sets.reduce((sum, set) => sum + set.new, 0) ?? 0);

  constructor(readonly id: string) {}

  async load(): Promise<void> {
    this.trouble = null;
    try {
      this.arrival = await ask(api.GET("/arrivals/{arrival_id}", at(this.id)));
    } catch (error) {
      this.trouble = error;
    }
  }

  async apply(): Promise<void> {
    this.arrival = await ask(api.POST("/arrivals/{arrival_id}/application", at(this.id)));
  }
}
