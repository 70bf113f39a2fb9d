import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";
import { joined } from "./lines";

const PAGE = 50;
/** How many messages of one conversation this device keeps. */
const KEPT = 200;

/** One open conversation's messages: an unbroken tail, longer the further one scrolls up. */
export class Thread {
  messages = $state.raw<Message[]>([]);
  /** Older ones may be on the server. */
  more = $state(true);
  loading = $state(false);
  /** What this device remembers of it has been read. */
  primed = false;

  constructor(readonly id: string) {}

  /** Answers false when a message is missing between what is here and this one. */
  take(messages: readonly Message[]): boolean {
    const all = joined(this.messages, messages);
    if (!all) return false;
    this.messages = all;
    if (all[0]) this.more = all[0].seq > 1;
    return true;
  }

  /** The device begins anew: what was here may be out of date. */
  forget(): void {
    this.messages = [];
    this.more = this.primed = true;
  }

  /** Reads a page of older messages; the newest ones when there are none yet. */
  async older(): Promise<void> {
    if (this.loading || !this.more) return;
    this.loading = true;
    const before = this.messages[0]?.seq;
    const query = { limit: PAGE, ...(before && { before }) };
    try {
      const page = await ask(
        api.GET("/conversations/{id}/messages", { params: { path: { id: this.id }, query } }),
      );
      this.take(page.messages);
      this.more = page.more;
      if (this.messages.length <= KEPT) await session.store?.putMessages(page.messages);
    } finally {
      this.loading = false;
    }
  }
}
