import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import type { LiveCall, Signal } from "$lib/kernel/types";
import type { OwnMedia } from "./media.svelte";
import { Peer, type Way } from "./peer.svelte";

/** The town believes for a little longer that this device is there. */
const BEAT = 15_000;

const relays = ({ urls }: RTCIceServer) => [urls].flat().some((one) => one.startsWith("turn"));

/** A call that was answered, on a device that talks in it. */
export class ActiveCall {
  /** What the other side sends just now. */
  theirs = $state.raw({ microphone: true, camera: false });
  /** What comes from the other side. */
  remote = $state.raw<MediaStream | null>(null);
  /** ms on this device's clock. */
  readonly began = Date.now();
  private peer = $state.raw<Peer | null>(null);
  private over = false;
  private early: Signal[] = [];
  private readonly beat = setInterval(() => this.here(), BEAT);

  constructor(
    private readonly call: LiveCall,
    private readonly own: OwnMedia,
    private readonly lost: () => void,
  ) {
    void this.connect();
  }

  get way(): Way {
    return this.peer?.way ?? "none";
  }

  take(signal: Signal): void {
    if (signal.kind === "sends") this.theirs = signal;
    else if (this.peer) this.peer.take(signal);
    else this.early.push(signal);
    // Who looks for a way anew may have missed what was said before.
    if (signal.kind === "ready" || signal.kind === "offer") this.tell();
  }

  /** Says what this side sends. */
  tell(): void {
    const sends = { microphone: !this.own.muted, camera: this.own.picture !== null };
    this.send({ kind: "sends", ...sends });
  }

  /** What the camera sees is another thing now, or nothing. */
  async show(): Promise<void> {
    await this.peer?.show(this.own.video);
    this.tell();
  }

  /** The line to the town is there again. */
  back(): void {
    this.here();
    this.tell();
    this.peer?.again();
  }

  close(): void {
    this.over = true;
    clearInterval(this.beat);
    this.peer?.close();
  }

  private async connect(): Promise<void> {
    const ice = await ask(api.GET("/calls/ice")).catch(() => ({ servers: [] }));
    if (this.over) return;
    const { audio, video } = this.own;
    const servers = ice.servers as RTCIceServer[];
    this.peer = new Peer({
      offers: this.call.outgoing,
      servers,
      relayed: Boolean(this.call.about) && servers.some(relays),
      audio,
      video,
      send: (signal) => this.send(signal),
      lost: this.lost,
    });
    this.remote = this.peer.remote;
    for (const signal of this.early.splice(0)) this.peer.take(signal);
    this.tell();
  }

  private here(): void {
    connection.stream.send({ t: "in_call", call_id: this.call.id });
  }

  private send(signal: Signal): void {
    connection.stream.send({ t: "signal", call_id: this.call.id, signal });
  }
}
