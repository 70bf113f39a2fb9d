import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { Latest } from "$lib/kernel/latest";
import { session } from "$lib/kernel/session.svelte";
import { book } from "./book.svelte";
import type { Circle } from "./types";

const KEY = "circles";
const at = (circle_id: string) => ({ params: { path: { circle_id } } });

/** Into which the person sorts their contacts, to decide who sees what of their card. */
class Circles {
  all = $state.raw<Circle[]>([]);
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);
  private readonly latest = new Latest();
  private opened: Promise<void> | null = null;

  constructor() {
    session.changed.add(() => {
      this.all = [];
      this.loaded = false;
      this.opened = null;
    });
    connection.changes.add((what) => void (what === "contacts" && this.opened && this.read()));
  }

  open(): Promise<void> {
    return (this.opened ??= this.begin());
  }

  get(id: string): Circle | undefined {
    return this.all.find((circle) => circle.id === id);
  }

  nameOf(id: string): string {
    return this.get(id)?.name ?? "";
  }

  /** How many are in it, counted where the rows are. */
  members(id: string): number {
    return book.rows.filter((row) => row.circles.includes(id)).length;
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      const all = await this.latest.of(ask(api.GET("/circles")));
      if (all) this.take(all);
    } catch (error) {
      this.trouble = error;
    }
  }

  async put(id: string, name: string): Promise<void> {
    const circle = await ask(api.PUT("/circles/{circle_id}", { ...at(id), body: { name } }));
    const rest = this.all.filter((one) => one.id !== id);
    const place = this.all.findIndex((one) => one.id === id);
    this.take(
      place < 0 ? [...rest, circle] : this.all.map((one) => (one.id === id ? circle : one)),
    );
  }

  async delete(id: string): Promise<void> {
    await ask(api.DELETE("/circles/{circle_id}", at(id)));
    this.take(this.all.filter((one) => one.id !== id));
  }

  /** Puts a contact into a circle or takes it out. */
  async place(contactId: string, circleId: string, inside: boolean): Promise<void> {
    const row = book.get(contactId);
    if (!row) return;
    const others = row.circles.filter((id) => id !== circleId);
    const circles = inside ? [...others, circleId] : others;
    const params = { path: { contact_id: contactId } };
    book.show({ ...row, circles });
    try {
      await ask(api.PATCH("/contacts/{contact_id}", { params, body: { circles } }));
    } catch (error) {
      book.show(row);
      throw error;
    }
  }

  private async begin(): Promise<void> {
    const kept = await session.store?.get<Circle[]>(KEY).catch(() => undefined);
    if (kept && !this.loaded) this.all = kept;
    this.loaded ||= !!kept;
    await this.read();
  }

  private take(all: Circle[]): void {
    this.all = all;
    this.loaded = true;
    void session.store?.set(KEY, all).catch(() => {});
  }
}

export const circles = new Circles();
