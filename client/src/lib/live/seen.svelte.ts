import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { Problem } from "$lib/kernel/problem";
import type { LiveShare } from "./types";

/** Where somebody is who shows it; read anew whenever they move. `share` null: not for one's eyes. */
export class Seen {
  share = $state.raw<LiveShare | null | undefined>(undefined);
  private readonly latest = new Latest();

  constructor(private readonly id: string) {}

  /** For `$effect`: reads it, and listens until it is out of sight. */
  watch = (): (() => void) => {
    void this.load();
    return connection.cards.add((ref) => {
      if (!ref || ref === `live_location:${this.id}`) void this.load();
    });
  };

  private async load(): Promise<void> {
    const path = { share_id: this.id };
    try {
      const found = await this.latest.of(
        ask(api.GET("/live-locations/{share_id}", { params: { path } })),
      );
      if (found) this.share = found;
    } catch (error) {
      // What is not for one's eyes any more goes; without network what was seen stays for a while.
      if (Problem.of(error).code === "no_live_location") this.share = null;
      else this.share ??= null;
    }
  }
}
