import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { ContactRow, Sync } from "$lib/kernel/types";
import { ordered } from "./order";
import type { Page } from "./types";

const PAGE = 500;
const PATIENCE = 2_500;

/**
 * The person's book as rows: first what this device remembers, then the whole of it once, then the
 * changes that each sync brings.
 */
class Book {
  rows = $state.raw<ContactRow[]>([]);
  /** Everybody is here. */
  whole = $state(false);
  trouble = $state.raw<unknown>(null);
  readonly tags = $derived([...new Set(this.rows.flatMap((row) => row.tags))].sort());
  private opened: Promise<void> | null = null;
  /** Changed while the book is being read: newer than what its pages say. */
  private touched: Set<string> | null = null;
  private run = 0;

  constructor() {
    connection.syncs.add((sync) => this.take(sync));
    session.changed.add(() => this.forget());
  }

  /** Begins with the book; called by every screen that shows contacts. */
  open(): Promise<void> {
    return (this.opened ??= this.begin());
  }

  get(id: string): ContactRow | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** The contact that this person is. */
  with(personId: string): ContactRow | undefined {
    return this.rows.find((row) => row.person?.id === personId);
  }

  /** Reads all pages; what a sync changed meanwhile stays. */
  async read(): Promise<void> {
    const run = ++this.run;
    const touched = (this.touched = new Set<string>());
    this.trouble = null;
    try {
      const all = await pages();
      if (run !== this.run) return;
      const newer = this.rows.filter((row) => touched.has(row.id));
      this.rows = ordered([...all.filter((row) => !touched.has(row.id)), ...newer]);
      this.whole = true;
      await session.store?.saveBook(this.rows).catch(() => {});
    } catch (error) {
      if (run === this.run) this.trouble = error;
    } finally {
      if (run === this.run) this.touched = null;
    }
  }

  /** Shows a change at once; the sync that follows says the same. */
  show(row: ContactRow): void {
    this.rows = ordered([...this.rows.filter((r) => r.id !== row.id), row]);
    this.touched?.add(row.id);
  }

  hide(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
    this.touched?.add(id);
  }

  async star(row: ContactRow, starred: boolean): Promise<void> {
    this.show({ ...row, starred });
    try {
      await ask(
        api.PATCH("/contacts/{contact_id}", {
          params: { path: { contact_id: row.id } },
          body: { starred },
        }),
      );
    } catch (error) {
      this.show(row);
      throw error;
    }
  }

  private async begin(): Promise<void> {
    const { store } = session;
    const [kept, whole] = await Promise.all([store?.contacts(), store?.hasBook()]);
    const here = new Set(this.rows.map((row) => row.id));
    this.rows = ordered([...(kept ?? []).filter((row) => !here.has(row.id)), ...this.rows]);
    if (whole) return void (this.whole = true);
    // The first sync of a new device says "begin anew": reading before it would be reading twice.
    if (connection.phase === "connecting") await nextSync();
    if (!this.touched && !this.whole) await this.read();
  }

  private take(sync: Sync): void {
    if (!this.opened) return;
    const gone = new Set([...sync.removed_contacts, ...sync.contacts.map((row) => row.id)]);
    if (gone.size)
      this.rows = ordered([...this.rows.filter((row) => !gone.has(row.id)), ...sync.contacts]);
    for (const id of gone) this.touched?.add(id);
    if (sync.reset) void this.read();
  }

  private forget(): void {
    this.run++;
    this.rows = [];
    this.whole = false;
    this.trouble = null;
    this.opened = this.touched = null;
  }
}

const nextSync = () =>
  new Promise<void>((resolve) => {
    const done = () => (clearTimeout(timer), off(), resolve());
    const off = connection.syncs.add(done);
    const timer = setTimeout(done, PATIENCE);
  });

async function pages(): Promise<ContactRow[]> {
  const all: ContactRow[] = [];
  let after: string | null = null;
  do {
    const page: Page = await ask(
      api.GET("/contacts", { params: { query: { limit: PAGE, ...(after && { after }) } } }),
    );
    all.push(...page.contacts);
    after = page.next;
  } while (after);
  return all;
}

export const book = new Book();
