import { api, ask } from "$lib/kernel/api";
import { once } from "$lib/kernel/once";
import type { NameOf } from "./summary";
import { summary } from "./summary";
import { foundKey, type Finding, type Found } from "./search.svelte";

/** The messages that one starred, in all chats, what was starred last first. */
export class Starred implements Finding {
  found = $state.raw<Found[]>([]);
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  next = $state<string | null>(null);
  readonly answered = "";

  constructor(private readonly who: NameOf) {}

  async begin(): Promise<void> {
    [this.found, this.next] = [[], null];
    await this.more();
  }

  async more(): Promise<void> {
    if (this.busy) return;
    [this.busy, this.trouble] = [true, null];
    const before = this.next ?? undefined;
    try {
      const page = await ask(api.GET("/stars", { params: { query: before ? { before } : {} } }));
      const more = page.starred.map(({ message }) => ({
        conversation_id: message.conversation_id,
        message,
        snippet: summary(message, this.who, message.sender_id),
      }));
      this.found = once([...this.found, ...more], foundKey);
      this.next = page.next ?? null;
    } catch (error) {
      this.trouble = error;
    }
    this.busy = false;
  }
}
