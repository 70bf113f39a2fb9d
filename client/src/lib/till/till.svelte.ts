import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import type { TillIntent } from "./types";

const ONE = "/merchants/{merchant_id}/intents/{intent_id}";
const CHARGE = "/merchants/{merchant_id}/charges/{intent_id}";
/** Where nobody knows what came of it: ask after 5 s, then every 10 s, then revoke. */
const LOOKS = [5, 10, 10];
const REFRESH = 60_000;
const AGAIN = 3_000;

export type Phase = "typing" | "waiting" | "asking" | "paid" | "unknown" | "revoking" | "refused";

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const unknown = (error: unknown) =>
  ["offline", "unavailable", "unexpected"].includes(Problem.of(error).code);

/** One till: what is being paid, and what is on its screen. */
export class Till {
  phase = $state<Phase>("typing");
  intent = $state.raw<TillIntent | null>(null);
  amount = $state(0);
  problem = $state.raw<unknown>(null);
  /** Told when money has come, once for each payment. */
  onpaid: (intent: TillIntent) => void = () => {};
  private id = "";
  private seen: Set<string> | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private quiet: (() => void) | undefined;

  constructor(readonly shop: string) {}

  start(): void {
    this.quiet = connection.changes.add((what) => {
      if (what === "till") void this.look();
    });
    this.timer = setInterval(() => this.phase === "waiting" && void this.look(), REFRESH);
    void this.look();
  }

  stop(): void {
    this.quiet?.();
    clearInterval(this.timer);
  }

  private get place() {
    return { params: { path: { merchant_id: this.shop, intent_id: this.id } } };
  }

  /** Shows a code for an amount. */
  async ask(amount: number): Promise<void> {
    this.begin(amount);
    this.phase = "waiting";
    try {
      this.take(await ask(api.PUT(ONE, { ...this.place, body: { amount } })));
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Takes a payment by the code that the customer shows. */
  async charge(amount: number, code: string): Promise<void> {
    this.begin(amount);
    this.phase = "asking";
    try {
      this.take(await ask(api.PUT(CHARGE, { ...this.place, body: { amount, code } })));
    } catch (error) {
      if (unknown(error)) await this.findOut();
      else this.refuse(error);
    }
  }

  /** It is not to be, whatever came of it: tried until the town has answered. */
  async revoke(): Promise<void> {
    this.phase = "revoking";
    const body = { amount: this.amount };
    while (this.phase === "revoking") {
      try {
        await ask(
          api.POST("/merchants/{merchant_id}/intents/{intent_id}/revocation", {
            ...this.place,
            body,
          }),
        );
        return this.clear();
      } catch (error) {
        if (!unknown(error)) return this.refuse(error);
        await pause(AGAIN);
      }
    }
  }

  clear(): void {
    this.phase = "typing";
    this.intent = null;
    this.problem = null;
  }

  private begin(amount: number): void {
    this.id = uuidv7();
    this.amount = amount;
    this.intent = null;
    this.problem = null;
  }

  private refuse(error: unknown): void {
    this.problem = error;
    this.phase = "refused";
  }

  private async findOut(): Promise<void> {
    this.phase = "unknown";
    for (const seconds of LOOKS) {
      await pause(seconds * 1000);
      if (this.phase !== "unknown") return;
      try {
        return this.take(await ask(api.GET(ONE, this.place)));
      } catch (error) {
        if (Problem.of(error).code === "no_intent") break;
      }
    }
    if (this.phase === "unknown") await this.revoke();
  }

  private take(intent: TillIntent): void {
    this.intent = intent;
    if (intent.state === "succeeded") this.paid(intent);
    else if (intent.state === "requires_action") this.phase = "asking";
    else if (intent.state === "cancelled" || intent.state === "expired")
      this.refuse(new Problem(intent.problem ?? "intent_over", intent.state));
  }

  /** Truth is with the town: the stream only says that something changed. */
  private async look(): Promise<void> {
    try {
      const page = await ask(
        api.GET("/merchants/{merchant_id}/intents", {
          params: { path: { merchant_id: this.shop }, query: { limit: 20 } },
        }),
      );
      const paid = page.intents.filter((one) => one.state === "succeeded");
      const news = this.seen ? paid.filter((one) => !this.seen!.has(one.id)) : [];
      this.seen = new Set([...(this.seen ?? []), ...paid.map((one) => one.id)]);
      const free = this.phase === "typing" || this.phase === "paid";
      const last = news.find((one) => one.id === this.id) ?? (free ? news[0] : undefined);
      if (last) return this.paid(last);
      if (this.intent && ["waiting", "asking"].includes(this.phase))
        this.take(await ask(api.GET(ONE, this.place)));
    } catch {
      // The next change, or the next minute, tells.
    }
  }

  private paid(intent: TillIntent): void {
    this.seen?.add(intent.id);
    if (this.phase === "paid" && this.intent?.id === intent.id) return;
    this.intent = intent;
    this.phase = "paid";
    this.onpaid(intent);
  }
}
