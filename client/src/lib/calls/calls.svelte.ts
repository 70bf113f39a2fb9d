import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import type { Face, LiveCall } from "$lib/kernel/types";
import { ActiveCall } from "./active-call.svelte";
import { Talk } from "./talk.svelte";
import { rings, waits } from "./tones";
import * as town from "./town";

/** The call of two of this window. */
class Calls extends Talk {
  call = $state.raw<LiveCall | null>(null);
  active = $state.raw<ActiveCall | null>(null);

  constructor() {
    super();
    connection.signals.add((one) => one.call_id === this.call?.id && this.active?.take(one.signal));
  }

  /** Calls somebody, unless there is a call already: then that one is shown. */
  place(person: Face, wanted: Pick<LiveCall, "conversation_id" | "media" | "about">): void {
    if (this.shown()) return;
    const began_at = new Date().toISOString();
    const call = { id: uuidv7(), person, ...wanted, state: "ringing" } as const;
    this.begin({ ...call, outgoing: true, began_at });
    void this.dial();
  }

  retry(): void {
    if (this.call?.outgoing) void this.dial();
    else void this.accept();
  }

  /** What the town says of calls. */
  hear(call: LiveCall): void {
    if (call.id !== this.call?.id) {
      if (call.state !== "ringing") this.remember(call.id);
      else if (!call.outgoing && this.free && !this.done.has(call.id)) this.incoming(call);
    } else if (call.state === "ended") this.finish(call);
    else if (call.state === "answered") {
      if (call.device === connection.device) this.answered(call);
      else this.close("call_taken");
    }
  }

  /** `camera`: false to answer a video call without being seen. */
  async accept(camera = true): Promise<void> {
    const call = this.call!;
    if (!(await this.open(camera ? call.media : "voice"))) return;
    await this.attempt(async () => this.answered(await town.answer(call.id, true)));
  }

  decline(): void {
    const id = this.call!.id;
    this.close();
    void town.answer(id, false).catch(() => {});
  }

  hangUp(): void {
    const { call } = this;
    if (!call || !this.placed) return this.close();
    this.leave();
    const over = this.phase === "talking" ? "answered" : "cancelled";
    const seconds = this.active ? Math.round((Date.now() - this.active.began) / 1000) : 0;
    this.finish({ ...call, state: "ended", outcome: over, duration_s: seconds });
  }

  protected get ways(): ActiveCall | null {
    return this.active;
  }

  protected get id(): string | null {
    return this.call?.id ?? null;
  }

  protected forget(): void {
    this.call = null;
  }

  protected leave(): void {
    if (this.call && this.placed) void town.end(this.call.id).catch(() => {});
  }

  protected override rest(): void {
    super.rest();
    this.active = null;
  }

  private get free(): boolean {
    return !this.busy && !this.elsewhere;
  }

  /** It is this device's, for the town too. */
  private get placed(): boolean {
    return this.phase === "calling" || this.phase === "ringing" || this.phase === "talking";
  }

  private begin(call: LiveCall): void {
    this.close();
    this.call = call;
  }

  private incoming(call: LiveCall): void {
    this.begin(call);
    this.phase = "incoming";
    this.quiet = rings();
  }

  private async dial(): Promise<void> {
    const wanted = this.call!;
    if (!(await this.open(wanted.media))) return;
    this.phase = "calling";
    this.quiet = waits();
    await this.attempt(async () => {
      const call = await town.dial(wanted);
      if (call.state === "ended") this.finish(call);
      else if (this.phase === "calling") this.phase = "ringing";
    });
  }

  /** What the town refuses ends the call here, and is told. */
  private async attempt(action: () => Promise<void>): Promise<void> {
    const { turn } = this;
    try {
      await action();
    } catch (cause) {
      if (turn !== this.turn) return;
      const { code, status } = Problem.of(cause);
      if (code === "calls_you") return this.attempt(() => this.meet());
      // Nobody knows whether it arrived.
      if (!status) this.leave();
      this.close();
      this.problem = cause;
    }
  }

  /** Both call each other at once: the first call is answered. */
  private async meet(): Promise<void> {
    const theirs = await town.ringing();
    this.close();
    if (!theirs) return;
    this.begin(theirs);
    await this.accept();
  }

  private answered(call: LiveCall): void {
    if (this.phase === "talking") return;
    this.quiet();
    this.call = call;
    this.phase = "talking";
    this.trouble = null;
    this.active = new ActiveCall(call, this.own, () => this.hangUp());
  }

  private finish(call: LiveCall): void {
    if (this.phase === "incoming") return this.close();
    this.end();
    this.call = call;
  }
}

export const calls = new Calls();
