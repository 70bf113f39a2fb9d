import { api, ask } from "$lib/kernel/api";
import { once } from "$lib/kernel/once";
import type { components } from "$lib/kernel/schema";
import { Bringing } from "./model.svelte";

type S = components["schemas"];
export type ImportItem = S["ImportItem"];
export type ContactsInFile = S["ContactsInFile"];
export type Decision = ImportItem["decision"];
/** Which items of a file are in view; `perhaps`: new ones who may be somebody that is known. */
export type Show = Decision | "perhaps" | "all";

const PAGE = 100;

/** Whether an item is among those to show. */
export const isShown = (item: ImportItem, show: Show): boolean =>
  show === "all" ||
  (show === "perhaps"
    ? item.reason === "perhaps" && item.decision === "add"
    : item.decision === show);

/** A file of contacts, each of which is decided on its own. */
export class ContactsBringing extends Bringing {
  items = $state.raw<ImportItem[]>([]);
  more = $state(true);
  readonly found = $derived(this.file.contacts as ContactsInFile);
  private loading = false;

  /** The next page of its items; called as the list is scrolled. */
  async next(): Promise<void> {
    if (this.loading || !this.more) return;
    this.loading = true;
    try {
      const after = this.items.at(-1)?.n ?? 0;
      const params = { path: { import_id: this.id }, query: { after, limit: PAGE } };
      const page = await ask(api.GET("/imports/{import_id}/contacts", { params }));
      this.items = once([...this.items, ...page.items], (one) => one.n);
      this.more = page.next !== null;
    } finally {
      this.loading = false;
    }
  }

  async decide(item: ImportItem, decision: Exclude<Decision, "same">): Promise<void> {
    this.put({ ...item, decision });
    try {
      const params = { path: { import_id: this.id, n: item.n } };
      const body = { decision };
      this.put(await ask(api.PATCH("/imports/{import_id}/contacts/{n}", { params, body })));
      await this.look();
    } catch (error) {
      this.put(item);
      throw error;
    }
  }

  private put(item: ImportItem): void {
    this.items = this.items.map((one) => (one.n === item.n ? item : one));
  }
}
