import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";
import { session } from "$lib/kernel/session.svelte";

export type Settings = components["schemas"]["ChatSettings"];

/** What others may see of one in chats, and whether strangers may write. */
class ChatSettings extends Kept<Settings> {
  constructor() {
    super("chat-settings", () => ask(api.GET("/chat/settings")));
    session.changed.add(() => (this.value = null));
  }

  /** Shows at once; is taken back when the town refuses. */
  async set(change: Partial<Settings>): Promise<void> {
    const before = this.value;
    if (before) this.take({ ...before, ...change });
    try {
      this.take(await ask(api.PATCH("/chat/settings", { body: change })));
    } catch (error) {
      if (before) this.take(before);
      throw error;
    }
  }
}

export const settings = new ChatSettings();
