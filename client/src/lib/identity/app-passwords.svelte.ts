import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { proving } from "./proving.svelte";
import type { AppPassword, NewAppPassword } from "./types";

const at = (password_id: string) => ({ params: { path: { password_id } } });

/** One password for each program that keeps the address book in step. */
export class AppPasswords extends Kept<AppPassword[]> {
  constructor() {
    super("app-passwords", () => ask(api.GET("/app-passwords")));
  }

  /** The answer holds the password, this once. `id`: one for each action, however often tried. */
  async make(name: string, id = uuidv7()): Promise<NewAppPassword> {
    const made = await proving.around(() =>
      ask(api.PUT("/app-passwords/{password_id}", { ...at(id), body: { name } })),
    );
    await this.read();
    return made;
  }

  async drop(id: string): Promise<void> {
    await ask(api.DELETE("/app-passwords/{password_id}", at(id)));
    this.take((this.value ?? []).filter((one) => one.id !== id));
  }
}
