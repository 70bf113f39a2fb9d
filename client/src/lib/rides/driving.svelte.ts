import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Day, OwnDriver } from "./types";

/** What they drive; null: nothing. */
async function own(): Promise<OwnDriver | null> {
  try {
    return await ask(api.GET("/rides/driver"));
  } catch (error) {
    if (Problem.of(error).code === "not_driving") return null;
    throw error;
  }
}

/** Whether the person drives. */
export const drives = new Kept<boolean>("rides.drives", async () => (await own()) !== null);

/** Somebody who drives: the code, the ride under way, the day. `driver` null: not a driver yet. */
export class Driving {
  driver = $state.raw<OwnDriver | null | undefined>(undefined);
  day = $state.raw<Day | null>(null);
  trouble = $state.raw<unknown>(null);
  private quiet = connection.changes.add((what) => {
    if (what === "rides") void this.load();
  });

  stop(): void {
    this.quiet();
  }

  async load(): Promise<void> {
    try {
      this.driver = await own();
      if (this.driver) this.day = await ask(api.GET("/rides/day"));
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
  }

  async drive(plate: string, car: string): Promise<void> {
    await ask(api.PUT("/rides/driver", { body: { plate, car } }));
    await this.load();
  }

  async meter(fare: number): Promise<void> {
    await ask(api.PUT("/rides/meter", { body: { fare } }));
    await this.load();
  }

  async callOff(ride_id: string): Promise<void> {
    await ask(api.DELETE("/rides/{ride_id}", { params: { path: { ride_id } } }));
    await this.load();
  }
}
