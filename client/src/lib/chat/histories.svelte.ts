import { api, ask, upload } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { once } from "$lib/kernel/once";
import type { components } from "$lib/kernel/schema";
import type { ContactRow } from "$lib/kernel/types";
import { zone } from "./exporting";

type S = components["schemas"];
export type History = S["HistoryImport"];
export type Thread = S["ImportThread"];
export type Speaker = S["ImportPerson"];

const PAGE = 100;
const EVERY = 1_500;
const at = (history_id: string) => ({ params: { path: { history_id } } });

export const LARGEST = 2_000_000_000;

export const histories = (): Promise<History[]> => ask(api.GET("/histories"));

/** Sends another app's export, whose times are of where one is; the answer says what is in it. */
export function send(file: File, onProgress: (part: number) => void): Promise<History> {
  const query = new URLSearchParams({ name: file.name, zone: zone() });
  return upload<History>(`/histories/${uuidv7()}?${query}`, file, onProgress);
}

/** One file on its way into the chats: look, say who is who, let it in, undo. */
export class Bringing {
  file = $state.raw<History | null>(null);
  people = $state.raw<Speaker[]>([]);
  more = $state(false);
  trouble = $state.raw<unknown>(null);
  /** Numbers of the conversations that are not to come in. */
  left = $state.raw<ReadonlySet<number>>(new Set());
  readonly news = $derived((this.file?.threads ?? []).filter((one) => !one.known));
  readonly wanted = $derived(this.news.filter((one) => !this.left.has(one.n)));
  readonly total = $derived(
    this.file?.threads.filter((one) => one.chosen).reduce((sum, one) => sum + one.entries, 0) ?? 0,
  );
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly id: string) {}

  /** Until what this answers is called, it follows what becomes of the file. */
  open(): () => void {
    const deaf = connection.changes.add((what) => void (what === "histories" && this.look()));
    void this.load();
    return () => {
      deaf();
      clearTimeout(this.timer);
    };
  }

  async load(): Promise<void> {
    this.trouble = null;
    try {
      await this.look();
      if (!this.people.length) await this.next();
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Reads, and again while it is on its way in. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    this.file = await ask(api.GET("/histories/{history_id}", at(this.id)));
    if (this.file.state === "working") this.timer = setTimeout(() => void this.look(), EVERY);
  }

  async next(): Promise<void> {
    const query = { after: this.people.length, limit: PAGE };
    const page = await ask(
      api.GET("/histories/{history_id}/people", {
        params: { path: { history_id: this.id }, query },
      }),
    );
    this.people = once([...this.people, ...page.people], (one) => one.key);
    this.more = page.next !== null;
  }

  /** Says who somebody is; only one of all is oneself. */
  async choose(key: string, is: "me" | "outsider" | ContactRow): Promise<void> {
    const contact = typeof is === "string" ? null : is;
    const decision: Speaker["decision"] = typeof is === "string" ? is : "contact";
    const body = { people: [{ key, decision, contact_id: contact?.id ?? null }] };
    await ask(api.PUT("/histories/{history_id}/people", { ...at(this.id), body }));
    this.people = this.people.map((one) => {
      if (one.key === key)
        return {
          ...one,
          decision,
          contact_id: contact?.id ?? null,
          contact_name: contact?.name ?? "",
        };
      const wasMe = decision === "me" && one.decision === "me";
      return wasMe ? { ...one, decision: "outsider" } : one;
    });
  }

  /** Reads the same file with the day first, or the month. */
  async readAnew(day_first: boolean): Promise<void> {
    const body = { zone: this.file?.zone ?? zone(), day_first };
    this.file = await ask(api.PATCH("/histories/{history_id}", { ...at(this.id), body }));
  }

  pick(n: number, wanted: boolean): void {
    const left = new Set(this.left);
    if (wanted) left.delete(n);
    else left.add(n);
    this.left = left;
  }

  async apply(): Promise<void> {
    const body = { threads: this.wanted.map(({ n }) => n) };
    this.file = await ask(
      api.POST("/histories/{history_id}/application", { ...at(this.id), body }),
    );
    await this.look();
  }

  async undo(): Promise<void> {
    this.file = await ask(api.POST("/histories/{history_id}/undo", at(this.id)));
  }

  async discard(): Promise<void> {
    await ask(api.DELETE("/histories/{history_id}", at(this.id)));
  }
}
