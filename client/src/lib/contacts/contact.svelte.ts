import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Contact } from "$lib/kernel/types";
import { book } from "./book.svelte";

export type Notes = Partial<Pick<Contact, "remark" | "note" | "tags" | "starred" | "circles">>;

const key = (id: string) => `contact/${id}`;
const at = (contact_id: string) => ({ params: { path: { contact_id } } });

/** One contact's page: from this device at once, then as the server has it, and kept in step. */
export class ContactPage {
  contact = $state.raw<Contact | null>(null);
  gone = $state(false);
  trouble = $state.raw<unknown>(null);

  private readonly latest = new Latest();

  constructor(readonly id: string) {}

  /** Reads again whenever a sync says that this contact changed; answers how to stop. */
  watch(): () => void {
    return connection.syncs.add(({ contacts, removed_contacts, reset }) => {
      if (removed_contacts.includes(this.id)) this.gone = true;
      else if (reset || contacts.some((row) => row.id === this.id)) void this.read();
    });
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<Contact>(key(this.id)).catch(() => undefined);
    if (kept) this.contact ??= kept;
    await this.read();
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      const asked = ask(api.GET("/contacts/{contact_id}", at(this.id)));
      const contact = await this.latest.of(asked);
      if (contact) this.take(contact);
    } catch (error) {
      if (Problem.of(error).status === 404) this.gone = true;
      else this.trouble = error;
    }
  }

  take(contact: Contact): void {
    this.contact = contact;
    this.gone = false;
    void session.store?.set(key(this.id), contact).catch(() => {});
  }

  /** What only the person themselves sees: remark, note, tags, circles, star. */
  async note(notes: Notes): Promise<void> {
    const before = this.contact;
    if (before) this.contact = { ...before, ...notes };
    try {
      this.take(await ask(api.PATCH("/contacts/{contact_id}", { ...at(this.id), body: notes })));
      book.show(rowOf(this.contact!));
    } catch (error) {
      this.contact = before;
      throw error;
    }
  }

  async delete(): Promise<void> {
    await ask(api.DELETE("/contacts/{contact_id}", at(this.id)));
    book.hide(this.id);
    void session.store?.set(key(this.id), undefined).catch(() => {});
  }
}

/** The row that a contact has in the list. */
export function rowOf(contact: Contact) {
  const { id, name, sort, person, connected, avatar, org, starred, tags, circles } = contact;
  const { subtitle, search } = contact;
  return {
    ...{ id, name, sort, person, connected, avatar, org, starred, tags, circles },
    ...{ subtitle, search },
  };
}
