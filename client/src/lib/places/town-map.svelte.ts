import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { TownMap } from "./types";

async function read(): Promise<TownMap | false> {
  try {
    return await ask(api.GET("/map"));
  } catch (error) {
    if (Problem.of(error).code === "no_map") return false;
    throw error;
  }
}

/** Where the map of the town is to be had; false: there is none. */
class KnownMap extends Kept<TownMap | false> {
  private asked: Promise<void> | null = null;

  constructor() {
    super("map", read);
  }

  /** Asks the town, unless it has answered since this page was opened. */
  know(): Promise<void> {
    this.asked ??= this.load().then(() => {
      if (this.trouble) this.asked = null;
    });
    return this.asked;
  }

  /** Whether the map, as far as it is known, shows that point. */
  covers({ lat, lon }: { lat: number; lon: number }): boolean {
    if (!this.value) return false;
    const { west, south, east, north } = this.value.bounds;
    return lon >= west && lon <= east && lat >= south && lat <= north;
  }
}

export const townMap = new KnownMap();
