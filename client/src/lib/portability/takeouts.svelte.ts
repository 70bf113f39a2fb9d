import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Takeout } from "./types";

const EVERY = 1_500;
const at = (takeout_id: string) => ({ params: { path: { takeout_id } } });
const underWay = ({ state }: Takeout) => state === "waiting" || state === "working";

/** Copies of everything. The town says when one moves on; where the line is cut we ask. */
class Takeouts extends Kept<Takeout[]> {
  /** The one that is being made. */
  readonly current = $derived(this.value?.find(underWay));
  /** Those that were made, the newest first; some may have gone by now. */
  readonly made = $derived(
    (this.value ?? []).filter(({ state }) => state === "ready" || state === "expired"),
  );
  readonly failed = $derived(this.value?.[0]?.state === "failed");
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super("takeouts", () => ask(api.GET("/takeouts")));
    connection.changes.add((what) => void (what === "takeouts" && this.look()));
    session.changed.add(() => this.forget());
  }

  async ask(): Promise<void> {
    const asked = await ask(api.PUT("/takeouts/{takeout_id}", at(uuidv7())));
    this.take([asked, ...(this.value ?? [])]);
    this.watch();
  }

  /** Reads, and again until nothing is under way. */
  async look(): Promise<void> {
    await this.read();
    this.watch();
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (this.current) this.timer = setTimeout(() => void this.look(), EVERY);
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.value = null;
    this.trouble = null;
  }
}

export const takeouts = new Takeouts();

/** Where the zip of a copy is. */
export const fileOf = ({ id }: Takeout): string => `/api/v1/takeouts/${id}/file`;
