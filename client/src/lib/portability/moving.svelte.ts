import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

type Account = components["schemas"]["AccountMoves"];

/** Where the person was before, and where they go: followers elsewhere come along. */
export class Moving extends Kept<Account> {
  constructor() {
    super("moving", () => ask(api.GET("/fediverse/account")));
  }

  /** So that this account of theirs may move here. */
  async add(address: string): Promise<void> {
    await this.say([...(this.value?.also_known_as ?? []), address]);
  }

  async remove(address: string): Promise<void> {
    await this.say((this.value?.also_known_as ?? []).filter((one) => one !== address));
  }

  /** All who follow are told to follow the account there, which must name this one. Wants proof. */
  async leave(address: string): Promise<void> {
    this.take(await ask(api.PUT("/fediverse/move", { body: { address } })));
  }

  /** One lives here after all, and can be written to again. */
  async stay(): Promise<void> {
    this.take(await ask(api.DELETE("/fediverse/move")));
  }

  private async say(addresses: string[]): Promise<void> {
    this.take(await ask(api.PUT("/fediverse/aliases", { body: { addresses } })));
  }
}
