import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";
import { session } from "$lib/kernel/session.svelte";
import { undone } from "$lib/kernel/undo";

export type Settings = components["schemas"]["ChatSettings"];

/** What others may see of one in chats, and whether strangers may write. */
class ChatSettings extends Kept<Settings> {
  constructor() {
    super("chat-settings", () => ask(api.GET("/chat/settings")));
    session.changed.add(() => (this.value = null));
  }

  /** Shows at once; is taken back when the town refuses. What it answers may be older than
   *  another change that is under way. */
  async set(change: Partial<Settings>): Promise<void> {
    const before = this.value;
    if (before) this.take({ ...before, ...change });
    try {
      const answer = await ask(api.PATCH("/chat/settings", { body: change }));
      if (!before) this.take(answer);
    } catch (error) {
      if (before) this.take(undone(this.value ?? before, before, change));
      throw error;
    }
  }
}

export const settings = new ChatSettings();
