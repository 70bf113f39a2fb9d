import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { CardField } from "./types";

const KEY = "card";

/** What the person shows of themselves, each field to whom they choose. */
export class MyCard {
  fields = $state.raw<CardField[]>([]);
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);

  async load(): Promise<void> {
    const kept = await session.store?.get<CardField[]>(KEY).catch(() => undefined);
    if (kept && !this.loaded) this.fields = kept;
    this.loaded ||= !!kept;
    await this.read();
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      this.take((await ask(api.GET("/me/card"))).fields);
    } catch (error) {
      this.trouble = error;
    }
  }

  /** What somebody in this circle sees; null: a contact who is in none. */
  seenBy(circle: string | null): CardField[] {
    return this.fields.filter(
      ({ audience }) => audience.everyone || (circle !== null && audience.circles.includes(circle)),
    );
  }

  async put({ id, ...body }: CardField): Promise<void> {
    const saved = await ask(
      api.PUT("/me/card/fields/{field_id}", { params: { path: { field_id: id } }, body }),
    );
    const known = this.fields.some((field) => field.id === id);
    this.take(
      known
        ? this.fields.map((field) => (field.id === id ? saved : field))
        : [...this.fields, saved],
    );
  }

  async delete(id: string): Promise<void> {
    await ask(api.DELETE("/me/card/fields/{field_id}", { params: { path: { field_id: id } } }));
    this.take(this.fields.filter((field) => field.id !== id));
  }

  private take(fields: CardField[]): void {
    this.fields = fields;
    this.loaded = true;
    void session.store?.set(KEY, fields).catch(() => {});
  }
}
