import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import { make, type CodeKey } from "./paycode";

const KEY = "pay.codekey";
const LIFE = 60;

/** The payment code of this device: a new one each minute, with or without a network. */
export class PayCode {
  code = $state("");
  /** Seconds until the next one. */
  left = $state(LIFE);
  trouble = $state.raw<unknown>(null);
  /** When the first one was shown, in ms of the town's clock; 0: none yet. */
  opened = $state(0);
  private key: CodeKey | undefined;
  private counter = Math.floor(Math.random() * 100);
  private made = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  async start(): Promise<void> {
    this.key = await session.store?.get<CodeKey>(KEY).catch(() => undefined);
    if (this.key) await this.renew();
    await this.fetch();
    this.timer = setInterval(() => void this.tick(), 1000);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A code is shown to one till only. */
  async renew(): Promise<void> {
    if (!this.key) return;
    this.made = Date.now();
    this.counter = (this.counter + 1) % 100;
    this.code = await make(this.key, this.made, this.counter);
    this.left = LIFE;
    this.opened ||= this.made + this.key.ahead;
  }

  private async tick(): Promise<void> {
    this.left = Math.max(0, LIFE - Math.round((Date.now() - this.made) / 1000));
    if (!this.left) await this.renew();
  }

  /** The key is the same for as long as the session; asked for again since the clock may be wrong. */
  private async fetch(): Promise<void> {
    try {
      const { now, ...key } = await ask(api.POST("/pay/code-keys"));
      const fresh = !this.key;
      this.key = { ...key, ahead: Date.parse(now) - Date.now() };
      this.trouble = null;
      await session.store?.set(KEY, this.key).catch(() => {});
      if (fresh) await this.renew();
    } catch (error) {
      this.trouble = this.key ? null : error;
    }
  }
}
