import { session } from "./session.svelte";

/**
 * Something of the person's that this device remembers: what was kept shows at once, then it is
 * read anew. `trouble`: the last reading failed, so `value` may be old.
 */
export class Kept<T> {
  value = $state.raw<T | null>(null);
  trouble = $state.raw<unknown>(null);

  constructor(
    private readonly key: string,
    private readonly fetch: () => Promise<T>,
  ) {}

  async load(): Promise<void> {
    const kept = await session.store?.get<T>(this.key).catch(() => undefined);
    this.value ??= kept ?? null;
    await this.read();
  }

  async read(): Promise<void> {
    this.trouble = null;
    try {
      this.take(await this.fetch());
    } catch (error) {
      this.trouble = error;
    }
  }

  take(value: T): void {
    this.value = value;
    void session.store?.set(this.key, value).catch(() => {});
  }
}
