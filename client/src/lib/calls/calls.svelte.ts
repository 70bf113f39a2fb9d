import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Face, LiveCall } from "$lib/kernel/types";
import { OwnMedia, trouble, type Trouble } from "./media.svelte";
import type { Media } from "./ring.svelte";
import { ActiveCall } from "./active-call.svelte";
import { ends, rings, waits } from "./tones";
import * as town from "./town";
import { untrack } from "svelte";

/**
 * asking: for the microphone. calling: the town is asked to ring. ringing: there. incoming: here.
 * talking: answered, whether or not there is a way yet. over: says how it ended, for a moment.
 */
export type Phase = "asking" | "calling" | "ringing" | "incoming" | "talking" | "over";

const FAREWELL = 2_400;
const REMEMBERED = 50;

/** The call of this window: one at a time. */
class Calls {
  call = $state.raw<LiveCall | null>(null);
  phase = $state<Phase | null>(null);
  /** There is no microphone to talk into. */
  trouble = $state<Trouble | null>(null);
  /** Something went wrong that is told in passing. */
  problem = $state.raw<unknown>(null);
  /** One reads on meanwhile; the call is a bar above. */
  small = $state(false);
  active = $state.raw<ActiveCall | null>(null);
  readonly own = new OwnMedia();
  private readonly done = new Set<string>();
  private turn = 0;
  private quiet = () => {};
  private farewell: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    connection.signals.add((one) => one.call_id === this.call?.id && this.active?.take(one.signal));
    session.changed.add((me) => void (me || this.hangUp()));
    addEventListener("pagehide", () => this.leave());
    $effect.root(() => {
      $effect(() => {
        if (connection.phase === "live") untrack(() => this.active?.back());
      });
    });
  }

  /** Calls somebody, unless there is a call already: then that one is shown. */
  place(person: Face, conversation_id: string, media: Media): void {
    if (this.busy) return void (this.small = false);
    const began_at = new Date().toISOString();
    const call = { id: uuidv7(), conversation_id, person, media, state: "ringing" } as const;
    this.begin({ ...call, outgoing: true, began_at });
    void this.dial();
  }

  /** The same again, after one was shown why it did not work. */
  retry(): void {
    if (this.call?.outgoing) void this.dial();
    else void this.accept();
  }

  /** What the town says of calls. */
  hear(call: LiveCall): void {
    if (call.id !== this.call?.id) {
      if (call.state !== "ringing") this.remember(call.id);
      else if (!call.outgoing && !this.busy && !this.done.has(call.id)) this.incoming(call);
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

  mute(): void {
    this.own.mute(!this.own.muted);
    this.active?.tell();
  }

  async camera(): Promise<void> {
    const { own } = this;
    await this.seen(async () => (own.picture ? own.blind() : own.look()));
  }

  async flip(): Promise<void> {
    await this.seen(() => this.own.flip());
  }

  private get busy(): boolean {
    return this.phase !== null && this.phase !== "over";
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

  /** False when there is nothing to talk into, or the call was left meanwhile. */
  private async open(media: Media): Promise<boolean> {
    const { turn } = this;
    const before = this.phase;
    this.quiet();
    this.trouble = null;
    this.phase = "asking";
    try {
      const camera = await this.own.open(media);
      if (turn !== this.turn) this.own.close();
      else if (camera) this.problem = new Problem(`camera_${camera}`, "");
      return turn === this.turn;
    } catch (cause) {
      if (turn !== this.turn) return false;
      this.trouble = trouble(cause);
      this.phase = before === "incoming" ? "incoming" : "asking";
      return false;
    }
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

  private async seen(change: () => Promise<void>): Promise<void> {
    const { turn } = this;
    try {
      await change();
    } catch (cause) {
      this.problem = new Problem(`camera_${trouble(cause)}`, "");
    }
    if (turn !== this.turn) return this.own.close();
    await this.active?.show();
  }

  /** Tells the town that it is over here; also while the page goes. */
  private leave(): void {
    if (this.call && this.placed) void town.end(this.call.id).catch(() => {});
  }

  private finish(call: LiveCall): void {
    if (this.phase === "incoming") return this.close();
    this.rest();
    ends();
    this.call = call;
    this.phase = "over";
    this.farewell = setTimeout(() => this.close(), FAREWELL);
  }

  /** Nothing of it is left; `code`: what is told in passing. */
  close(code?: string): void {
    this.rest();
    this.call = this.phase = this.trouble = null;
    this.small = false;
    if (code) this.problem = new Problem(code, "");
  }

  /** Lets go of devices, sounds and ways. */
  private rest(): void {
    this.turn++;
    if (this.call) this.remember(this.call.id);
    this.quiet();
    clearTimeout(this.farewell);
    this.active?.close();
    this.active = null;
    this.own.close();
  }

  private remember(id: string): void {
    this.done.add(id);
    if (this.done.size > REMEMBERED) this.done.delete(this.done.values().next().value!);
  }
}

export const calls = new Calls();
