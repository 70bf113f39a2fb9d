import { api, ask, upload } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { once } from "$lib/kernel/once";
import type { Decision, Import, ImportItem, Show } from "./types";

const PAGE = 100;
const at = (import_id: string) => ({ params: { path: { import_id } } });

export const MOST_BYTES = 64 * 1024 * 1024;
/** Files of contacts that phones and mail programs write. */
export const ACCEPTED = ".vcf,.vcard,.csv,.json,.zip,text/vcard,text/x-vcard,text/csv";

export const imports = (): Promise<Import[]> => ask(api.GET("/imports"));

/** Sends a file and tells how far it is (0..1); the answer says what would become of it. */
export const send = (file: File, onProgress: (part: number) => void): Promise<Import> =>
  upload<Import>(`/imports/${uuidv7()}?name=${encodeURIComponent(file.name)}`, file, onProgress);

/** Whether an item is among those to show. */
export const isShown = (item: ImportItem, show: Show): boolean =>
  show === "all" ||
  (show === "perhaps"
    ? item.reason === "perhaps" && item.decision === "add"
    : item.decision === show);

/** One file on its way into the book: look, decide, apply, undo. */
export class Bringing {
  file = $state.raw<Import | null>(null);
  items = $state.raw<ImportItem[]>([]);
  more = $state(true);
  trouble = $state.raw<unknown>(null);
  private loading = false;

  constructor(readonly id: string) {}

  async load(): Promise<void> {
    this.trouble = null;
    try {
      this.file = await ask(api.GET("/imports/{import_id}", at(this.id)));
      if (!this.items.length) await this.next();
    } catch (error) {
      this.trouble = error;
    }
  }

  /** The next page of its items; called as the list is scrolled. */
  async next(): Promise<void> {
    if (this.loading || !this.more) return;
    this.loading = true;
    try {
      const after = this.items.at(-1)?.n ?? 0;
      const page = await ask(
        api.GET("/imports/{import_id}/items", {
          params: { path: { import_id: this.id }, query: { after, limit: PAGE } },
        }),
      );
      this.items = once([...this.items, ...page.items], (one) => one.n);
      this.more = page.next !== null;
    } finally {
      this.loading = false;
    }
  }

  async decide(item: ImportItem, decision: Exclude<Decision, "same">): Promise<void> {
    this.put({ ...item, decision });
    try {
      const path = { import_id: this.id, n: item.n };
      this.put(
        await ask(
          api.PATCH("/imports/{import_id}/items/{n}", { params: { path }, body: { decision } }),
        ),
      );
      this.file = await ask(api.GET("/imports/{import_id}", at(this.id)));
    } catch (error) {
      this.put(item);
      throw error;
    }
  }

  async apply(): Promise<void> {
    this.file = await ask(api.POST("/imports/{import_id}/application", at(this.id)));
  }

  async undo(): Promise<void> {
    this.file = await ask(api.POST("/imports/{import_id}/undo", at(this.id)));
  }

  async discard(): Promise<void> {
    await ask(api.DELETE("/imports/{import_id}", at(this.id)));
  }

  private put(item: ImportItem): void {
    this.items = this.items.map((one) => (one.n === item.n ? item : one));
  }
}
