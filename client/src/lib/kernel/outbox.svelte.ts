import { uuidv7 } from "./ids";
import type { Outgoing } from "./store";
import type { ClientFrame } from "./types";

/** Where the outbox keeps its items and how it sends; both may be replaced under it. */
export type OutboxPorts = {
  save: (item: Outgoing) => Promise<void>;
  remove: (clientId: string) => Promise<void>;
  send: (frame: ClientFrame) => boolean;
  later: (run: () => void, ms: number) => unknown;
};

const TRY_LATER = new Set(["rate_limited", "unavailable", "unexpected", "server_error"]);
const PAUSE = 5_000;

/**
 * Messages that wait for the server's word. Each is kept on the device before it is sent; in one
 * conversation one is under way at a time, so their order is that of writing. The same client-made
 * id twice is one deed for the server, so sending again after a lost answer is harmless.
 */
export class Outbox {
  items = $state<Outgoing[]>([]);
  private readonly underWay = new Set<string>();

  constructor(private readonly ports: OutboxPorts) {}

  /** What was kept from an earlier run. */
  restore(items: Outgoing[]): void {
    this.underWay.clear();
    this.items = items.toSorted((a, b) => (a.client_id < b.client_id ? -1 : 1));
  }

  of(conversationId: string): Outgoing[] {
    return this.items.filter((item) => item.conversation_id === conversationId);
  }

  async add(conversationId: string, body: string): Promise<void> {
    const item: Outgoing = {
      client_id: uuidv7(),
      conversation_id: conversationId,
      body,
      created_at: new Date().toISOString(),
      failed: null,
    };
    this.items.push(item);
    await this.ports.save(item);
    this.flush();
  }

  /** The line is up again: what was under way may be lost, so everything is sent anew. */
  restart(): void {
    this.underWay.clear();
    this.flush();
  }

  /** Sends the first waiting message of every conversation that has none under way. */
  flush(): void {
    const busy = new Set(
      this.items.filter((i) => this.underWay.has(i.client_id)).map((i) => i.conversation_id),
    );
    for (const { client_id, conversation_id, body, failed } of this.items) {
      if (failed || busy.has(conversation_id)) continue;
      busy.add(conversation_id);
      if (!this.ports.send({ t: "send", client_id, conversation_id, body })) return;
      this.underWay.add(client_id);
    }
  }

  /** The server has it: by an ack, or because it came back in a sync. */
  async settle(clientId: string): Promise<Outgoing | undefined> {
    const item = this.items.find((i) => i.client_id === clientId);
    if (!item) return undefined;
    this.underWay.delete(clientId);
    this.items = this.items.filter((i) => i !== item);
    await this.ports.remove(clientId);
    this.flush();
    return item;
  }

  /** The server won't have it; or not now, then it is tried again by itself. */
  async refuse(clientId: string, code: string): Promise<void> {
    const item = this.items.find((i) => i.client_id === clientId);
    if (!item) return;
    if (TRY_LATER.has(code)) {
      this.ports.later(() => this.forget(clientId), PAUSE);
      return;
    }
    item.failed = code;
    this.underWay.delete(clientId);
    await this.ports.save($state.snapshot(item));
    this.flush();
  }

  async retry(clientId: string): Promise<void> {
    const item = this.items.find((i) => i.client_id === clientId);
    if (!item?.failed) return;
    item.failed = null;
    await this.ports.save($state.snapshot(item));
    this.flush();
  }

  async discard(clientId: string): Promise<void> {
    await this.settle(clientId);
  }

  private forget(clientId: string): void {
    this.underWay.delete(clientId);
    this.flush();
  }
}
