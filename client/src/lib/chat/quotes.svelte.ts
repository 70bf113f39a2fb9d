import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";

/** Messages that were answered and lie further up than what this device has. */
class Quotes {
  private known = $state.raw<Record<string, Message>>({});
  private asked = new Set<string>();

  constructor() {
    session.changed.add(() => {
      this.known = {};
      this.asked.clear();
    });
  }

  of(conversation: string, seq: number): Message | undefined {
    const key = `${conversation} ${seq}`;
    if (!this.known[key] && !this.asked.has(key)) {
      this.asked.add(key);
      queueMicrotask(() => void this.read(key, conversation, seq));
    }
    return this.known[key];
  }

  /** Without a line it is asked for again when it is next looked at. */
  private async read(key: string, id: string, seq: number): Promise<void> {
    const query = { before: seq + 1, limit: 1 };
    try {
      const { messages } = await ask(
        api.GET("/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: id }, query },
        }),
      );
      if (messages[0]?.seq === seq) this.known = { ...this.known, [key]: messages[0] };
    } catch {
      this.asked.delete(key);
    }
  }
}

export const quotes = new Quotes();
