import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { session } from "$lib/kernel/session.svelte";
import type { components } from "$lib/kernel/schema";
import type { Message } from "$lib/kernel/types";

type Seen = components["schemas"]["Highlights"];
export type Pin = Seen["pins"][number];

/** What stands out in one conversation: one's own stars, and what is pinned for all. */
export class Highlights {
  private starred = $state.raw<ReadonlySet<number>>(new Set());
  pins = $state.raw<readonly Pin[]>([]);
  mayPin = $state(false);

  private readonly latest = new Latest();

  constructor(private readonly id: string) {}

  /** What this device remembers, then what the town says, now and whenever it may have changed. */
  follow(): () => void {
    void this.open().catch(() => {});
    return connection.changes.add((what) => {
      if (what === "conversations") void this.read().catch(() => {});
    });
  }

  private async open(): Promise<void> {
    const kept = await session.store?.get<Seen>(this.key);
    if (kept) this.take(kept);
    await this.read();
  }

  private async read(): Promise<void> {
    const path = { params: { path: { conversation_id: this.id } } };
    const asked = ask(api.GET("/conversations/{conversation_id}/highlights", path));
    const seen = await this.latest.of(asked);
    if (!seen) return;
    this.take(seen);
    await session.store?.set(this.key, seen).catch(() => {});
  }

  private take({ starred, pins, may_pin }: Seen): void {
    this.starred = new Set(starred);
    this.pins = pins;
    this.mayPin = may_pin;
  }

  private get key(): string {
    return `highlights/${this.id}`;
  }

  isStarred = ({ seq }: Message): boolean => this.starred.has(seq);
  isPinned = ({ seq }: Message): boolean => this.pins.some((pin) => pin.message.seq === seq);

  /** Stars it, or takes the star away. */
  async star(message: Message): Promise<void> {
    const path = { params: { path: { conversation_id: this.id, seq: message.seq } } };
    const where = "/conversations/{conversation_id}/stars/{seq}";
    await ask(this.isStarred(message) ? api.DELETE(where, path) : api.PUT(where, path));
    await this.read();
  }

  /** Pins it for all, or takes the pin away. */
  async pin(message: Message): Promise<void> {
    const path = { params: { path: { conversation_id: this.id, seq: message.seq } } };
    const where = "/conversations/{conversation_id}/pins/{seq}";
    await ask(this.isPinned(message) ? api.DELETE(where, path) : api.PUT(where, path));
    await this.read();
  }
}
