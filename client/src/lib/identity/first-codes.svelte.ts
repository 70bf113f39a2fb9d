import { session } from "$lib/kernel/session.svelte";

const KEY = "first-codes";

/**
 * The recovery codes that one got when joining, until one says that they are kept: nobody wants to
 * write something down before they have seen what it is for.
 */
class FirstCodes {
  private held = $state.raw<{ whose: string | undefined; codes: string[] } | null>(null);

  get value(): string[] | null {
    return this.held && this.held.whose === session.me?.id ? this.held.codes : null;
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<string[]>(KEY);
    if (kept && !this.value) this.held = { whose: session.me?.id, codes: kept };
  }

  /** Just given, to who is here. */
  async hold(codes: string[]): Promise<void> {
    this.held = { whose: session.me?.id, codes };
    await session.store?.set(KEY, codes).catch(() => {});
  }

  /** They are on paper, or others took their place: this device forgets them. */
  async kept(): Promise<void> {
    this.held = null;
    await session.store?.set(KEY, null).catch(() => {});
  }
}

export const firstCodes = new FirstCodes();
