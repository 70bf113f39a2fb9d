import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";
import { createPasskey, deviceName } from "./passkeys";
import { proving } from "./proving.svelte";
import type { Passkey } from "./types";

const at = (passkey_id: string) => ({ params: { path: { passkey_id } } });

/** The passkeys that open this account. */
export class Keys extends Kept<Passkey[]> {
  constructor() {
    super("passkeys", () => ask(api.GET("/me/passkeys")));
  }

  /** Whether nothing would be left to sign in with after one passkey less. */
  readonly last = $derived(!session.me?.has_password && (this.value?.length ?? 0) <= 1);

  async add(): Promise<Passkey> {
    const made = await proving.around(() => createPasskey("add"));
    const name = deviceName();
    const added = await ask(api.POST("/me/passkeys", { body: { ...made, name } }));
    this.keep([...(this.value ?? []), added]);
    return added;
  }

  async rename(id: string, name: string): Promise<void> {
    const renamed = await ask(
      api.PATCH("/me/passkeys/{passkey_id}", { ...at(id), body: { name } }),
    );
    this.keep((this.value ?? []).map((key) => (key.id === id ? renamed : key)));
  }

  async remove(id: string): Promise<void> {
    await proving.around(() => ask(api.DELETE("/me/passkeys/{passkey_id}", at(id))));
    this.keep((this.value ?? []).filter((key) => key.id !== id));
  }

  private keep(keys: Passkey[]): void {
    this.take(keys);
    if (session.me) session.update({ ...session.me, passkeys: keys.length });
  }
}
