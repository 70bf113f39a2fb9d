import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

export type Arriving = components["schemas"]["Arriving"];

const at = (move_id: string) => ({ params: { path: { move_id } } });
const UNDER_WAY: readonly Arriving["state"][] = ["copying", "finishing", "settling"];

/** Moves into this account from other towns, the newest first. */
export class Moves extends Kept<Arriving[]> {
  readonly newest = $derived(this.value?.[0]);
  readonly underWay = $derived(!!this.newest && UNDER_WAY.includes(this.newest.state));

  constructor() {
    super("moves", () => ask(api.GET("/moves")));
    connection.changes.add((what) => void (what === "moves" && this.read()));
  }

  /** Where in the other town one consents. One that was begun and not consented to is gone on with. */
  async begin(address: string): Promise<string> {
    const begun = this.newest?.state === "asked" ? this.newest.id : uuidv7();
    const { consent } = await ask(api.PUT("/moves/{move_id}", { ...at(begun), body: { address } }));
    return consent;
  }

  /** One is back from the other town, with the code of its consent. */
  async goOn(id: string, code: string): Promise<void> {
    await ask(api.PUT("/moves/{move_id}/code", { ...at(id), body: { code } }));
    await this.read();
  }

  /** One stays where one lives. */
  async stop(id: string): Promise<void> {
    await ask(api.DELETE("/moves/{move_id}", at(id)));
    await this.read();
  }
}

export type Leaving = components["schemas"]["Leaving"];

/** Towns that may take one, or took one, the newest first. */
export class Leavings extends Kept<Leaving[]> {
  readonly open = $derived(
    this.value?.find(({ state }) => state === "allowed" || state === "copying"),
  );

  constructor() {
    super("leavings", () => ask(api.GET("/leavings")));
  }

  /** That town may not take one any more. */
  async stay(id: string): Promise<void> {
    await ask(api.DELETE("/leavings/{move_id}", at(id)));
    await this.read();
  }
}

/** What another town asks of one who lives here; null for an address that is none of ours. */
export type Wish = { to: string; move: string; challenge: string };

export function wishIn(query: URLSearchParams): Wish | null {
  const [to, move, challenge] = ["to", "move", "challenge"].map((name) => query.get(name));
  return to && move && challenge ? { to, move, challenge } : null;
}

export type Hindrance = components["schemas"]["Hindrance"];

/** What keeps one from leaving for that town now. */
export const hindranceTo = (domain: string): Promise<Hindrance> =>
  ask(api.GET("/leavings/hindrance", { params: { query: { domain } } }));

/** Lets the other town take one, with a proof; answers where it goes on there. */
export async function consent({ to, move, challenge }: Wish): Promise<string> {
  const body = { domain: to, challenge };
  return (await ask(api.PUT("/leavings/{move_id}", { ...at(move), body }))).back;
}
