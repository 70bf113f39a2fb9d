import { api, ask } from "$lib/kernel/api";
import { connection, type GroupSignalled } from "$lib/kernel/connection.svelte";
import type { Face, LiveGroupCall, Signal } from "$lib/kernel/types";
import type { OwnMedia } from "./media.svelte";
import { Peer } from "./peer.svelte";
import { quality } from "./quality";

/** The town believes for a little longer that this device is there. */
const BEAT = 15_000;
const LISTEN = 250;
/** As loud as that somebody speaks (0 to 1), and is still taken to do so for a breath. */
const LOUD = 0.02;
const BREATH = 900;

/** Somebody else who is in the call, and the way to them. */
export class Other {
  /** What they send just now. */
  theirs = $state.raw({ microphone: true, camera: false });
  speaks = $state(false);
  private heard = 0;

  constructor(
    readonly seat: number,
    readonly person: Face,
    readonly peer: Peer,
  ) {}

  listen(now: number): void {
    if (this.peer.level > LOUD && this.theirs.microphone) this.heard = now;
    this.speaks = now - this.heard < BREATH && this.heard > 0;
  }
}

/**
 * The ways from this device to each other one in a call of a group. Of each two the one that was
 * there first offers, so that offers never cross; the other one says that it is ready.
 */
export class GroupWays {
  others = $state.raw<Other[]>([]);
  /** ms on this device's clock. */
  readonly began = Date.now();
  private servers: RTCIceServer[] | null = null;
  private over = false;
  private early: GroupSignalled[] = [];
  private readonly beat = setInterval(() => this.here(), BEAT);
  private readonly ear = setInterval(() => this.listen(), LISTEN);

  constructor(
    private call: LiveGroupCall,
    readonly seat: number,
    private readonly own: OwnMedia,
  ) {
    void this.connect();
  }

  /** Who is in the call now. */
  update(call: LiveGroupCall): void {
    this.call = call;
    if (!this.servers || this.over) return;
    const seats = new Map(call.seats.map((one) => [one.seat, one.person]));
    seats.delete(this.seat);
    for (const other of this.others) if (!seats.has(other.seat)) other.peer.close();
    const kept = this.others.filter((other) => seats.delete(other.seat));
    const come = [...seats].map(([seat, person]) => this.meet(seat, person));
    this.others = [...kept, ...come];
    this.suit();
    const early = this.early.splice(0);
    for (const one of early) this.take(one);
  }

  take(said: GroupSignalled): void {
    const { seat, signal } = said;
    const other = this.others.find((one) => one.seat === seat);
    // Who is new may be heard before the town tells who that is.
    if (!other) return void (this.early.length < 500 && this.early.push(said));
    if (signal.kind === "sends") other.theirs = signal;
    else other.peer.take(signal);
    if (signal.kind === "ready" || signal.kind === "offer") this.send(seat, this.sends);
  }

  /** Says to all what this side sends. */
  tell(): void {
    for (const { seat } of this.others) this.send(seat, this.sends);
  }

  /** What the camera sees is another thing now, or nothing. */
  async show(): Promise<void> {
    this.suit();
    await Promise.all(this.others.map(({ peer }) => peer.show(this.own.video)));
    this.tell();
  }

  /** The line to the town is there again. */
  back(): void {
    this.here();
    this.tell();
    for (const { peer } of this.others) peer.again();
  }

  close(): void {
    this.over = true;
    clearInterval(this.beat);
    clearInterval(this.ear);
    for (const { peer } of this.others) peer.close();
  }

  private get sends(): Signal {
    return { kind: "sends", microphone: !this.own.muted, camera: this.own.picture !== null };
  }

  private async connect(): Promise<void> {
    const ice = await ask(api.GET("/calls/ice")).catch(() => ({ servers: [] }));
    this.servers = ice.servers as RTCIceServer[];
    this.update(this.call);
  }

  private meet(seat: number, person: Face): Other {
    const { audio, video } = this.own;
    const peer = new Peer({
      offers: this.seat < seat,
      servers: this.servers!,
      audio,
      video,
      send: (signal) => this.send(seat, signal),
      // It is looked for as long as both are in the call.
      lost: () => {},
    });
    this.send(seat, this.sends);
    return new Other(seat, person, peer);
  }

  /** The more there are, the less each of them is sent. */
  private suit(): void {
    const wanted = quality(this.call.seats.length);
    void this.own.suit(wanted);
    for (const { peer } of this.others) void peer.limit(wanted.kbps);
  }

  private listen(): void {
    const now = Date.now();
    for (const other of this.others) other.listen(now);
  }

  private here(): void {
    connection.stream.send({ t: "in_group_call", call_id: this.call.id });
  }

  private send(seat: number, signal: Signal): void {
    connection.stream.send({ t: "group_signal", call_id: this.call.id, seat, signal });
  }
}
