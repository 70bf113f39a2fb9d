import { Latest } from "./latest";
import { session } from "./session.svelte";

/**
 * Something of the person's that this device remembers: what was kept shows at once, then it is
 * read anew. `trouble`: the last reading failed, so `value` may be old. Of somebody else there is
 * nothing.
 */
export class Kept<T> {
  trouble = $state.raw<unknown>(null);
  /** Somebody has looked at it: it is here, or on its way. */
  protected everRead = false;
  private readonly latest = new Latest();
  private held = $state.raw<{ whose: string | undefined; value: T } | null>(null);

  constructor(
    private readonly key: string,
    private readonly fetch: () => Promise<T>,
  ) {}

  get value(): T | null {
    return this.held && this.held.whose === session.me?.id ? this.held.value : null;
  }

  set value(value: T | null) {
    this.held = value === null ? null : { whose: session.me?.id, value };
  }

  async load(): Promise<void> {
    const kept = await session.store?.get<T>(this.key).catch(() => undefined);
    this.value ??= kept ?? null;
    await this.read();
  }

  async read(): Promise<void> {
    const whose = session.me?.id;
    this.trouble = null;
    this.everRead = true;
    try {
      const value = await this.latest.of(this.fetch());
      if (value !== undefined && whose === session.me?.id) this.take(value);
    } catch (error) {
      this.trouble = error;
    }
  }

  /** What a change answered. A reading that was asked for before it takes nothing of it back. */
  take(value: T): void {
    this.latest.supersede();
    this.value = value;
    void session.store?.set(this.key, value).catch(() => {});
  }
}
