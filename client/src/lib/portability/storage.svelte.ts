import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Usage } from "./types";

/** What one keeps in the town, and how much that may be. */
class Storage extends Kept<Usage> {
  constructor() {
    super("storage", () => ask(api.GET("/storage")));
    session.changed.add(() => (this.value = null));
  }
}

export const storage = new Storage();
