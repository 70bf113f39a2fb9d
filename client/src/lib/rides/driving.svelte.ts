import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { Kept } from "$lib/kernel/kept.svelte";
import { duty } from "./duty.svelte";
import type { Day, OwnDriver } from "./types";

const of = (ride_id: string) => ({ params: { path: { ride_id } } });

/** What they drive; null: nothing. */
const own = (): Promise<OwnDriver | null> => ask(api.GET("/rides/driver"));

/** Whether the person drives; and what they are asked, or have accepted. */
export const drives = new Kept<boolean>("rides.drives", async () => {
  const driver = await own();
  duty.know(driver);
  return driver !== null;
});

/** Somebody who drives: the code, the ride under way, the day. `driver` null: not a driver yet. */
export class Driving {
  driver = $state.raw<OwnDriver | null | undefined>(undefined);
  day = $state.raw<Day | null>(null);
  trouble = $state.raw<unknown>(null);
  private readonly latest = new Latest();
  private quiet = connection.changes.add((what) => {
    if (what === "rides") void this.load();
  });

  stop(): void {
    this.quiet();
  }

  async load(): Promise<void> {
    try {
      const found = await this.latest.of(this.read());
      if (!found) return;
      duty.know(found.driver);
      [this.driver, this.trouble] = [found.driver, null];
      if (found.driver) this.day = found.day;
    } catch (error) {
      this.trouble = error;
    }
  }

  private async read() {
    const driver = await own();
    return { driver, day: driver && (await ask(api.GET("/rides/day"))) };
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

  async show(licence: string): Promise<void> {
    await ask(api.PUT("/rides/driver/vetting", { body: { licence } }));
    await this.load();
  }

  async online(yes: boolean): Promise<void> {
    await (yes ? duty.begin() : duty.end());
    await this.load();
  }

  /** At the door, where the town does not believe it with a reason; or somebody else shall come. */
  async tell(verb: "arrival" | "return", ride_id: string, reason = ""): Promise<void> {
    const given = { params: { path: { ride_id } }, body: { reason } };
    if (verb === "arrival") await ask(api.PUT("/rides/{ride_id}/arrival", given));
    else await ask(api.PUT("/rides/{ride_id}/return", given));
    await this.load();
  }

  async board(ride_id: string, code: string): Promise<void> {
    await ask(api.PUT("/rides/{ride_id}/boarding", { ...of(ride_id), body: { code } }));
    await this.load();
  }

  /** `fare`: what the meter shows, or was given in cash; else what was agreed. */
  async end(ride_id: string, fare: number | null = null): Promise<void> {
    await ask(api.PUT("/rides/{ride_id}/end", { ...of(ride_id), body: { fare } }));
    await this.load();
  }

  async notCome(ride_id: string): Promise<void> {
    await ask(api.PUT("/rides/{ride_id}/no-show", of(ride_id)));
    await this.load();
  }
}
