import { session } from "$lib/kernel/session.svelte";
import { giveBack } from "./ordering.svelte";
import type { Show, Ticket } from "./types";

const KEY = "tickets.moved";

/** Of which moves of shows the person said on this device that they come all the same. */
class Moves {
  /** By show, when it was moved. */
  private kept = $state.raw<Record<string, string>>({});

  async load(): Promise<void> {
    this.kept = (await this.read()) ?? this.kept;
  }

  private read = () => session.store?.get<Record<string, string>>(KEY).catch(() => undefined);

  isKept = ({ id, moved_at }: Show): boolean => !!moved_at && this.kept[id] === moved_at;

  /** Shown once it is written, so that who is not asked any more is not asked again either. */
  async keep({ id, moved_at }: Show): Promise<void> {
    const kept = { ...((await this.read()) ?? this.kept), [id]: moved_at! };
    await session.store?.set(KEY, kept).catch(() => {});
    this.kept = kept;
  }
}
export const moves = new Moves();

/** Gives these back, one after the other; answers what comes back for them (minor units). */
export async function giveAllBack(tickets: Ticket[]): Promise<number> {
  let sum = 0;
  for (const one of tickets) {
    await giveBack(one.id);
    sum += one.price;
  }
  return sum;
}
