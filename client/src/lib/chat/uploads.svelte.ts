import { upload } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import type { Written } from "$lib/kernel/outbox.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Outgoing, Upload } from "$lib/kernel/store";
import type { ChatFile } from "$lib/kernel/types";
import { metaOf, type FileMeta, type MediaKind } from "./media";
import { WaitingFiles } from "./waiting-files";

/** Where files are kept on the device, how they go, and what waits for them. */
export type UploadPorts = {
  waiting: () => Outgoing[];
  release: (clientId: string, meta: FileMeta) => Promise<void>;
  refuse: (clientId: string, code: string) => Promise<void>;
  hold: (clientId: string) => Promise<void>;
  put: (file: Upload) => Promise<void>;
  get: (id: string) => Promise<Upload | undefined>;
  all: () => Promise<Upload[]>;
  drop: (id: string) => Promise<void>;
  /** What waits here and, by the disk, in all tabs. */
  outbox: () => Promise<Outgoing[]>;
  send: (file: Upload, onProgress: (part: number) => void) => Promise<ChatFile>;
  later: (run: () => void, ms: number) => unknown;
};

/** Tried again by itself. */
const TRY_LATER = new Set(["offline", "rate_limited", "unavailable", "unexpected", "server_error"]);
const PAUSE = 5_000;
/** ms after which a file that nothing waits for is one that was discarded. */
const FRESH = 60_000;

const fileIn = (item: Outgoing): string => String(item.meta?.file ?? "");

/**
 * Files on their way: each is kept on the device before its message is written, goes to the server
 * under an id made here, one at a time, and only then its message goes out. The same id again is
 * the same file, so a file that was cut off is simply sent anew.
 */
export class Uploads {
  /** 0..1 by the id of the file, while it is under way. */
  progress = $state<Record<string, number>>({});
  private urls = $state<Record<string, string>>({});
  private busy = false;
  private paused = false;
  private readonly again = new Set<string>();

  constructor(private readonly ports: UploadPorts) {}

  /** Keeps a file on the device; answers what to write into the chat. */
  async keep(kind: MediaKind, blob: Blob, said: Partial<FileMeta> = {}): Promise<Written> {
    const id = uuidv7();
    const name = said.name ?? "";
    await this.ports.put({ id, kind, name, blob, at: Date.now() });
    this.urls[id] = URL.createObjectURL(blob);
    const meta = { type: blob.type, size: blob.size, ...said, file: id };
    return { kind, body: "", meta, holds: true };
  }

  /** What is here of a file that this device sends or has just sent. */
  url(id: string): string | undefined {
    if (!(id in this.urls) && id in this.progress) void this.find(id);
    return this.urls[id];
  }

  /** After a restart the file has no address yet. */
  private async find(id: string): Promise<void> {
    const kept = await this.ports.get(id);
    if (kept && !(id in this.urls)) this.urls[id] = URL.createObjectURL(kept.blob);
  }

  /** Sends what waits, in the order of writing. */
  async go(): Promise<void> {
    if (this.busy || this.paused) return;
    this.busy = true;
    try {
      for (let item = this.next(); item && !this.paused; item = this.next()) await this.send(item);
      await this.sweep();
    } finally {
      this.busy = false;
    }
  }

  private next(): Outgoing | undefined {
    for (const item of this.ports.waiting()) {
      // It was at the server for so long without a message that it is gone: once more.
      const gone = item.failed === "no_file" && !item.holds && fileIn(item) in this.urls;
      if (gone && !this.again.has(item.client_id)) {
        this.again.add(item.client_id);
        void this.ports.hold(item.client_id);
      }
    }
    const held = this.ports.waiting().filter((item) => item.holds && !item.failed);
    for (const item of held) this.progress[fileIn(item)] ??= 0;
    return held[0];
  }

  private async send(item: Outgoing): Promise<void> {
    const id = fileIn(item);
    const kept = await this.ports.get(id);
    if (!kept) return this.ports.refuse(item.client_id, "no_file");
    try {
      const sent = await this.ports.send(kept, (part) => (this.progress[id] = part));
      await this.ports.release(item.client_id, metaOf(sent));
    } catch (cause) {
      const { code, retryAfter } = Problem.of(cause);
      if (!TRY_LATER.has(code)) return this.ports.refuse(item.client_id, code);
      this.paused = true;
      this.ports.later(() => this.wake(), retryAfter * 1000 || PAUSE);
    } finally {
      if (!this.paused) delete this.progress[id];
    }
  }

  /** The network may be back. */
  wake(): void {
    this.paused = false;
    void this.go();
  }

  /** What was sent, or discarded, need not be kept. */
  private async sweep(): Promise<void> {
    const wanted = new Set((await this.ports.outbox()).map(fileIn));
    for (const { id, at } of await this.ports.all())
      if (!wanted.has(id) && Date.now() - at > FRESH) await this.ports.drop(id);
  }
}

const files = new WaitingFiles(() => session.store);

export const uploads = new Uploads({
  waiting: () => connection.outbox.items,
  release: (id, meta) => connection.outbox.release(id, meta),
  refuse: (id, code) => connection.outbox.refuse(id, code),
  hold: (id) => connection.outbox.hold(id),
  put: (file) => files.put(file),
  get: (id) => files.get(id),
  all: () => files.all(),
  drop: (id) => files.drop(id),
  outbox: async () => [...connection.outbox.items, ...((await session.store?.outbox()) ?? [])],
  send: ({ id, kind, name, blob }, onProgress) =>
    upload(`/chat/files/${id}?kind=${kind}`, blob, onProgress, {
      "X-File-Name": encodeURIComponent(name),
    }),
  later: (run, ms) => setTimeout(run, ms),
});
