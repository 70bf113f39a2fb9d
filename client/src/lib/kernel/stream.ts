import type { ClientFrame, ServerFrame } from "./types";

/** off: not wanted. waiting: until the next try. live: caught up; frames arrive by themselves. */
export type Phase = "off" | "connecting" | "live" | "waiting";

/** The part of a WebSocket that is used. */
export type Wire = {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: (() => void) | null;
};

export type StreamPorts = {
  open: () => Wire;
  cursor: () => string | null;
  /** What this window calls itself: several share a session. */
  device: string;
  frame: (frame: ServerFrame) => void;
  phase: (phase: Phase) => void;
  /** Called after tries that never opened: is the session still there? */
  probe: () => void;
  later: (run: () => void, ms: number) => unknown;
  cancel: (timer: unknown) => void;
  random: () => number;
  /** In ms. */
  now: () => number;
};

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const BEAT = 25_000;
const PATIENCE = 10_000;
/** Of a gap nobody knows when it began. */
const LONG_AGO = 1;

/** How long to wait before try number `n` (0, 1, 2, …), spread so that a town doesn't return at once. */
export const backOff = (n: number, random: number): number =>
  Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** n) * (0.5 + random / 2);

/**
 * The line to the server: hello with our cursor, the answer brings us up to date, then frames
 * come as things happen. After a gap, a change or a new connection it asks for a sync.
 */
export class Stream {
  phase: Phase = "off";
  private wire: Wire | undefined;
  private tries = 0;
  private timer: unknown;
  /** What is live may be newer than the answer that is on its way. */
  syncing = false;
  private askAgain = false;
  /** Since when what the town told may not have been heard, in ms; 0: all of it was. */
  private deafSince = 0;
  /** The same of what was asked for and has no answer yet. */
  private asked = 0;
  private heardAt = 0;

  constructor(private readonly ports: StreamPorts) {}

  start(): void {
    if (this.phase !== "off") return;
    this.deafSince = this.ports.now();
    this.connect();
  }

  stop(): void {
    this.drop();
    this.enter("off");
  }

  /** The network is back or the app is looked at again: don't wait any longer. */
  wake(): void {
    if (this.phase === "waiting") {
      this.tries = 0;
      this.connect();
    } else if (this.phase === "live") this.beat(0);
  }

  /** Answers false when the line isn't up; the caller keeps the frame. */
  send(frame: ClientFrame): boolean {
    if (this.phase !== "live" || !this.wire) return false;
    this.wire.send(JSON.stringify(frame));
    return true;
  }

  askSync(): void {
    if (this.syncing) this.askAgain = true;
    else if (this.phase === "live")
      this.syncing = this.send({ t: "sync", cursor: this.ports.cursor(), away: this.missed() });
  }

  /** Asks for what was missed: for how many seconds nothing was heard; null: nothing was missed. */
  private missed(): number | null {
    [this.asked, this.deafSince] = [this.deafSince, 0];
    return this.asked ? Math.max(0, this.ports.now() - this.asked) / 1000 : null;
  }

  private connect(): void {
    this.drop();
    this.enter("connecting");
    let opened = false;
    const wire = (this.wire = this.ports.open());
    this.wait(PATIENCE, () => this.lost(opened));
    wire.onopen = () => {
      opened = true;
      this.syncing = true;
      const { cursor, device } = this.ports;
      const hello: ClientFrame = { t: "hello", cursor: cursor(), device, away: this.missed() };
      wire.send(JSON.stringify(hello));
    };
    wire.onmessage = ({ data }) => this.heard(JSON.parse(data) as ServerFrame);
    wire.onclose = () => this.lost(opened);
  }

  private heard(frame: ServerFrame): void {
    this.heardAt = this.ports.now();
    if (frame.t === "bye") {
      this.stop();
    } else if (frame.t === "sync") {
      this.tries = this.asked = 0;
      this.syncing = false;
    } else if (frame.t === "gap") this.deafSince = LONG_AGO;
    this.ports.frame(frame);
    if (this.phase === "off") return;
    if (frame.t === "sync") {
      this.enter("live");
      if (this.askAgain) {
        this.askAgain = false;
        this.askSync();
      }
    } else if (frame.t === "gap" || frame.t === "changed") this.askSync();
    if (this.phase === "live") this.beat(BEAT);
  }

  /** After `ms` of silence asks whether the other side is there; no word in time ends the line. */
  private beat(ms: number): void {
    this.wait(ms, () => {
      this.send({ t: "ping" });
      this.wait(PATIENCE, () => this.lost(true));
    });
  }

  private lost(opened: boolean): void {
    this.drop();
    this.deafSince = this.asked || this.deafSince || this.heardAt;
    this.asked = 0;
    if (!opened) this.ports.probe();
    if (this.phase === "off") return;
    this.enter("waiting");
    this.wait(backOff(this.tries++, this.ports.random()), () => this.connect());
  }

  private drop(): void {
    this.ports.cancel(this.timer);
    this.syncing = this.askAgain = false;
    const wire = this.wire;
    this.wire = undefined;
    if (!wire) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    wire.close();
  }

  private wait(ms: number, run: () => void): void {
    this.ports.cancel(this.timer);
    this.timer = this.ports.later(run, ms);
  }

  private enter(phase: Phase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.ports.phase(phase);
  }
}
