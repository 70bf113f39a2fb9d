import { uuidv7 } from "./ids";
import type { Outgoing } from "./store";
import type { ClientFrame, NewMessage } from "./types";

/** Where the outbox keeps its items and how it sends; both may be replaced under it. */
export type OutboxPorts = {
  save: (item: Outgoing) => Promise<void>;
  remove: (clientId: string) => Promise<void>;
  send: (frame: ClientFrame) => boolean;
  later: (run: () => void, ms: number) => unknown;
  /** Told while something can't go out because its file is not at the server yet. */
  held?: () => void;
};

const TRY_LATER = new Set(["rate_limited", "unavailable", "unexpected", "server_error"]);
/** It is kept by the town, and comes back as a message, or as what another town did not take. */
const KEPT = "waits_for_town";
const PAUSE = 5_000;
/** Bytes. What waits for a bigger file does not wait in line: texts pass it. */
const HEAVY = 4_000_000;

export type Written = NewMessage & { holds?: boolean };

const heavy = (item: Outgoing) => Number(item.meta?.size ?? 0) > HEAVY;

/** What the town gets of it: members of `meta` that begin with `_` are this device's own. */
export function content(item: Outgoing) {
  const { client_id, conversation_id, kind, body, ref, mentions, meta } = $state.snapshot(item);
  const theirs = meta && Object.fromEntries(Object.entries(meta).filter(([key]) => key[0] !== "_"));
  return {
    ...{ client_id, conversation_id, kind, body },
    ...(ref && { ref }),
    ...(mentions?.length && { mentions }),
    ...(theirs && { meta: theirs }),
  };
}

/**
 * What waits for the server's word. Each is kept on the device before it is sent; in one
 * conversation one is under way at a time, so their order is that of writing. The same client-made
 * id twice is one action for the server, so sending again after a lost answer is harmless.
 */
export class Outbox {
  items = $state<Outgoing[]>([]);
  private readonly underWay = new Set<string>();

  constructor(private readonly ports: OutboxPorts) {}

  /** What was kept from an earlier run. */
  restore(items: Outgoing[]): void {
    this.underWay.clear();
    this.items = [];
    this.join(items);
  }

  /** What another tab of this browser left: sent twice is harmless, never sent is not. */
  join(items: Outgoing[]): void {
    const known = new Set(this.items.map((i) => i.client_id));
    const all = [...this.items, ...items.filter((i) => !known.has(i.client_id))];
    if (all.length > this.items.length)
      this.items = all.sort((a, b) => (a.client_id < b.client_id ? -1 : 1));
  }

  of(conversationId: string): Outgoing[] {
    return this.items.filter((item) => item.conversation_id === conversationId);
  }

  /** Sends it when it can be: a message of any kind, an edit, a recall, a reaction. */
  add(conversationId: string, written: Written): Outgoing {
    const item: Outgoing = {
      ...written,
      kind: written.kind ?? "text",
      client_id: uuidv7(),
      conversation_id: conversationId,
      created_at: new Date().toISOString(),
      failed: null,
    };
    this.items.push(item);
    void this.ports.save(item).then(() => this.flush());
    return item;
  }

  /** Its file is at the server: `meta` as it goes out. */
  async release(clientId: string, meta: Outgoing["meta"]): Promise<void> {
    const item = this.items.find((i) => i.client_id === clientId);
    if (!item) return;
    item.meta = meta;
    delete item.holds;
    await this.ports.save($state.snapshot(item));
    this.flush();
  }

  /** Its file is not at the server after all. */
  async hold(clientId: string): Promise<void> {
    const item = this.items.find((i) => i.client_id === clientId);
    if (!item) return;
    item.holds = true;
    item.failed = null;
    await this.ports.save($state.snapshot(item));
    this.flush();
  }

  /** The line is up again: what was under way may be lost, so everything is sent anew. */
  restart(): void {
    this.underWay.clear();
    for (const item of this.items) delete item.kept;
    this.flush();
  }

  /** Sends the first that waits in every conversation that has none under way. */
  flush(): void {
    const busy = new Set(
      this.items.filter((i) => this.underWay.has(i.client_id)).map((i) => i.conversation_id),
    );
    if (this.items.some((i) => i.holds && !i.failed)) this.ports.held?.();
    for (const item of this.items) {
      if (item.failed || item.kept || busy.has(item.conversation_id)) continue;
      if (item.holds && heavy(item)) continue;
      busy.add(item.conversation_id);
      if (item.holds) continue;
      if (!this.ports.send({ t: "send", ...content(item) })) return;
      this.underWay.add(item.client_id);
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
    this.underWay.delete(clientId);
    if (code === KEPT) item.kept = true;
    else {
      item.failed = code;
      delete item.kept;
    }
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
