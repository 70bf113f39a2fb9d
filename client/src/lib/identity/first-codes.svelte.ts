import { session } from "$lib/kernel/session.svelte";

const KEY = "first-codes";

/**
 * The recovery codes that one got when joining, until one says that they are kept: nobody wants to
 * write something down before they have seen what it is for. The codes themselves are in memory
 * alone, as long as the page lives; the device remembers only that they are not kept yet, and who
 * comes back to that makes new ones.
 */
class FirstCodes {
  private held = $state.raw<{ whose: string | undefined; codes: string[] } | null>(null);
  private waits = $state.raw<{ whose: string | undefined } | null>(null);

  get value(): string[] | null {
    return this.held && this.held.whose === session.me?.id ? this.held.codes : null;
  }

  /** They are not kept yet. */
  get waiting(): boolean {
    return !!this.waits && this.waits.whose === session.me?.id;
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<unknown>(KEY);
    if (!kept) return;
    this.waits = { whose: session.me?.id };
    // A version of before wrote the codes down.
    if (kept !== true) await session.store?.set(KEY, true);
  }

  /** Just given, to who is here. */
  async hold(codes: string[]): Promise<void> {
    const whose = session.me?.id;
    this.held = { whose, codes };
    this.waits = { whose };
    await session.store?.set(KEY, true).catch(() => {});
  }

  /** They are on paper, or others took their place. */
  async kept(): Promise<void> {
    this.held = this.waits = null;
    await session.store?.set(KEY, null).catch(() => {});
  }
}

export const firstCodes = new FirstCodes();
