import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import { untrack } from "svelte";
import { OwnMedia, trouble, type Trouble } from "./media.svelte";
import type { Media } from "./ring.svelte";
import { ends } from "./tones";

/**
 * asking: for the microphone. calling: the town is asked. ringing: there. incoming: here.
 * talking: answered, whether or not there is a way yet. over: says how it ended, for a moment.
 */
export type Phase = "asking" | "calling" | "ringing" | "incoming" | "talking" | "over";

/** The ways to those who are in the call too. */
export type Ways = { tell(): void; show(): Promise<void>; back(): void; close(): void };

const FAREWELL = 2_400;
const REMEMBERED = 50;
const all: Talk[] = [];

/** What calls of two and calls of groups have in common in this window. */
export abstract class Talk {
  phase = $state<Phase | null>(null);
  /** There is no microphone to talk into. */
  trouble = $state<Trouble | null>(null);
  /** Something went wrong that is told in passing. */
  problem = $state.raw<unknown>(null);
  /** One reads on meanwhile; the call is a bar above. */
  small = $state(false);
  readonly own = new OwnMedia();
  /** Calls that are over here, and ring no more. */
  protected readonly done = new Set<string>();
  protected turn = 0;
  protected quiet = () => {};
  private farewell: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    all.push(this);
    session.changed.add((me) => void (me || this.hangUp()));
    addEventListener("pagehide", () => this.leave());
    $effect.root(() => {
      $effect(() => {
        if (connection.phase === "live") untrack(() => this.ways?.back());
      });
    });
  }

  protected abstract get ways(): Ways | null;
  /** Of the call that there is. */
  protected abstract get id(): string | null;
  /** There is no call any more. */
  protected abstract forget(): void;
  /** Tells the town that it is over here; also while the page goes. */
  protected abstract leave(): void;
  abstract accept(camera?: boolean): Promise<void>;
  abstract decline(): void;
  abstract hangUp(): void;
  /** The same again, after one was shown why it did not work. */
  abstract retry(): void;

  get busy(): boolean {
    return this.phase !== null && this.phase !== "over";
  }

  mute(): void {
    this.own.mute(!this.own.muted);
    this.ways?.tell();
  }

  async camera(): Promise<void> {
    const { own } = this;
    await this.seen(async () => (own.picture ? own.blind() : own.look()));
  }

  async flip(): Promise<void> {
    await this.seen(() => this.own.flip());
  }

  /** Nothing of it is left; `code`: what is told in passing. */
  close(code?: string): void {
    this.rest();
    this.forget();
    this.phase = this.trouble = null;
    this.small = false;
    if (code) this.problem = new Problem(code, "");
  }

  /** The call in which this window is: one at a time. It is shown. */
  protected shown(): boolean {
    const other = all.find((one) => one.busy);
    if (other) other.small = false;
    return other !== undefined;
  }

  protected get elsewhere(): boolean {
    return all.some((one) => one !== this && one.busy);
  }

  /** False when there is nothing to talk into, or the call was left meanwhile. */
  protected async open(media: Media): Promise<boolean> {
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

  /** It has ended, and is shown so for a moment. */
  protected end(): void {
    this.rest();
    ends();
    this.phase = "over";
    this.farewell = setTimeout(() => this.close(), FAREWELL);
  }

  /** Lets go of devices, sounds and ways. */
  protected rest(): void {
    this.turn++;
    if (this.id) this.remember(this.id);
    this.quiet();
    clearTimeout(this.farewell);
    this.ways?.close();
    this.own.close();
  }

  protected remember(id: string): void {
    this.done.add(id);
    if (this.done.size > REMEMBERED) this.done.delete(this.done.values().next().value!);
  }

  private async seen(change: () => Promise<void>): Promise<void> {
    const { turn } = this;
    try {
      await change();
    } catch (cause) {
      this.problem = new Problem(`camera_${trouble(cause)}`, "");
    }
    if (turn !== this.turn) return this.own.close();
    await this.ways?.show();
  }
}
