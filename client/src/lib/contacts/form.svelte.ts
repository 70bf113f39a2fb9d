import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { Contact } from "$lib/kernel/types";
import { book } from "./book.svelte";
import { rowOf } from "./contact.svelte";
import type { Field, Kind } from "./types";

export type Draft = { name: string; fields: Field[] };
type Entry = Field & { key: string };

const isOrg = (field: Field) =>
  field.kind === "org" && field.label !== "title" && field.label !== "role";

let given: Draft | null = null;

/** Hands a contact that was read from a QR code to the form that opens next. */
export const handOver = (draft: Draft): void => void (given = draft);
export function takeDraft(): Draft | null {
  const draft = given;
  given = null;
  return draft;
}

/** A contact as it is being typed: a new one, or the own fields of one that is there. */
export class Form {
  name = $state("");
  org = $state("");
  note = $state("");
  circles = $state<string[]>([]);
  fields = $state<Entry[]>([]);
  readonly id: string;
  readonly ready = $derived(this.name.trim() !== "" || this.filled.length > 0);
  private readonly orgLabel: string;
  private readonly start: string;

  constructor(from: Contact | Draft | null) {
    const contact = from && "id" in from ? from : null;
    const org = from?.fields.find(isOrg);
    this.id = contact?.id ?? uuidv7();
    this.name = contact?.own_name ?? from?.name ?? "";
    this.org = org?.value ?? "";
    this.orgLabel = org?.label ?? "";
    this.note = contact?.note ?? "";
    this.circles = contact?.circles ?? [];
    this.fields = (from?.fields ?? [])
      .filter((field) => field !== org)
      .map((field) => ({ ...field, key: uuidv7() }));
    if (!from) for (const kind of ["phone", "email"] as const) this.add(kind);
    this.start = contact ? this.written : "";
  }

  get changed(): boolean {
    return this.written !== this.start;
  }

  add(kind: Kind): string {
    const key = uuidv7();
    const label = kind === "phone" ? "mobile" : "";
    this.fields.push({ key, kind, label, value: "" });
    return key;
  }

  remove(key: string): void {
    this.fields = this.fields.filter((field) => field.key !== key);
  }

  async save(): Promise<Contact> {
    const org = { kind: "org" as const, label: this.orgLabel, value: this.org.trim() };
    const saved = await ask(
      api.PUT("/contacts/{contact_id}", {
        params: { path: { contact_id: this.id } },
        body: {
          name: this.name.trim(),
          fields: [...(org.value ? [org] : []), ...this.filled],
          note: this.note,
          circles: [...this.circles],
        },
      }),
    );
    book.show(rowOf(saved));
    return saved;
  }

  private get filled(): Field[] {
    return this.fields
      .map(({ kind, label, value }) => ({ kind, label: label.trim(), value: value.trim() }))
      .filter((field) => field.value);
  }

  private get written(): string {
    const { name, org, note, circles } = this;
    return JSON.stringify([name, org, note, circles, this.filled]);
  }
}
