import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Import = S["Import"];
export type Target = S["Import"]["target"];
export type Options = S["ImportOptionsInput"];

const EVERY = 1_500;
export const at = (id: string) => ({ params: { path: { import_id: id } } });

export const load = (id: string): Promise<Import> => ask(api.GET("/imports/{import_id}", at(id)));

/** One file on its way in: look, choose, let it in, undo. What is in it is the heirs' matter. */
export class Bringing {
  file = $state.raw<Import>() as Import;
  readonly preview = $derived(this.file.state === "previewed" || this.file.state === "failed");
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(file: Import) {
    this.file = file;
  }

  get id(): string {
    return this.file.id;
  }

  /** Until what this answers is called, it follows what becomes of the file. */
  open(): () => void {
    const deaf = connection.changes.add((what) => void (what === "imports" && this.look()));
    this.follow();
    return () => {
      deaf();
      clearTimeout(this.timer);
    };
  }

  /** Reads, and again while it is on its way in. */
  async look(): Promise<void> {
    this.file = await load(this.id);
    this.follow();
  }

  async change(body: Options): Promise<void> {
    this.file = await ask(api.PATCH("/imports/{import_id}", { ...at(this.id), body }));
  }

  async apply(): Promise<void> {
    this.file = await ask(api.POST("/imports/{import_id}/application", at(this.id)));
    this.follow();
  }

  async undo(): Promise<void> {
    this.file = await ask(api.POST("/imports/{import_id}/undo", at(this.id)));
  }

  async discard(): Promise<void> {
    await ask(api.DELETE("/imports/{import_id}", at(this.id)));
  }

  private follow(): void {
    clearTimeout(this.timer);
    if (this.file.state === "working") this.timer = setTimeout(() => void this.look(), EVERY);
  }
}
