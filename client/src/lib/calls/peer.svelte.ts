import type { Signal } from "$lib/kernel/types";

export type Way = "none" | "open" | "broken";

export type PeerPorts = {
  /** The device that called offers; the other one says when it is ready, and answers. */
  offers: boolean;
  servers: RTCIceServer[];
  /** Neither learns the other's network address: all goes through a relay. */
  relayed?: boolean;
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  send: (signal: Signal) => void;
  /** No way was found for too long. */
  lost: () => void;
};

const SOON = 1_500;
const AGAIN = 8_000;
const AT_ONCE = 1_000;
const PATIENCE = 30_000;

/**
 * The way between two devices (RFC 8829). Sound and picture are agreed on at once, so that a
 * camera is switched without another round; after a change of net there is another one. Only the
 * calling side ever offers, so that offers never cross.
 */
export class Peer {
  way = $state<Way>("none");
  readonly remote = new MediaStream();
  private readonly pc: RTCPeerConnection;
  private round = 0;
  private offered = 0;
  private early: RTCIceCandidateInit[] = [];
  /** bit/s of pictures; 0: as the browser likes. */
  private most = 0;
  private work: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: PeerPorts) {
    const iceTransportPolicy = ports.relayed ? "relay" : "all";
    const pc = (this.pc = new RTCPeerConnection({ iceServers: ports.servers, iceTransportPolicy }));
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) ports.send({ kind: "candidate", ...found(candidate) });
    };
    pc.ontrack = ({ track }) => this.remote.addTrack(track);
    pc.onconnectionstatechange = () => this.changed();
    if (ports.offers) {
      pc.addTransceiver(ports.audio ?? "audio", { direction: "sendrecv" });
      pc.addTransceiver(ports.video ?? "video", { direction: "sendrecv" });
    }
    this.hope();
    if (!ports.offers) this.again();
  }

  take(signal: Signal): void {
    this.work = this.work.then(() => this.act(signal)).catch(() => {});
  }

  /** Looks for a way anew, if there is none: the net is another one, or the town is back. */
  again(): void {
    clearTimeout(this.timer);
    if (this.way === "open" || this.pc.signalingState === "closed") return;
    if (!this.ports.offers) this.ports.send({ kind: "ready" });
    else if (this.round) this.take({ kind: "ready" });
    this.timer = setTimeout(() => this.again(), AGAIN);
  }

  async show(video: MediaStreamTrack | null): Promise<void> {
    this.ports.video = video;
    await this.work;
    await this.sender("video")?.replaceTrack(video);
  }

  /** So much of pictures goes out at most. */
  async limit(kbps: number): Promise<void> {
    this.most = kbps * 1000;
    await this.slow();
  }

  /** How loud they are just now (0 to 1). */
  get level(): number {
    const sound = this.pc.getReceivers().find(({ track }) => track.kind === "audio");
    return sound?.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
  }

  close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    this.pc.onconnectionstatechange = this.pc.onicecandidate = this.pc.ontrack = null;
    this.pc.close();
  }

  private async act(signal: Signal): Promise<void> {
    const { pc, ports } = this;
    if (signal.kind === "ready" && ports.offers) {
      // Both sides noticed that the way is lost.
      if (performance.now() - this.offered < AT_ONCE && this.round) return;
      this.offered = performance.now();
      const offer = await pc.createOffer({ iceRestart: ++this.round > 1 });
      await pc.setLocalDescription(offer);
      ports.send({ kind: "offer", round: this.round, sdp: pc.localDescription!.sdp });
    } else if (signal.kind === "offer" && !ports.offers) {
      await this.hear("offer", signal.sdp);
      await this.join();
      await pc.setLocalDescription();
      ports.send({ kind: "answer", round: signal.round, sdp: pc.localDescription!.sdp });
    } else if (signal.kind === "answer" && signal.round === this.round) {
      await this.hear("answer", signal.sdp);
    } else if (signal.kind === "candidate") {
      if (pc.remoteDescription) await pc.addIceCandidate(found(signal));
      else this.early.push(found(signal));
    }
  }

  private async hear(type: "offer" | "answer", sdp: string): Promise<void> {
    await this.pc.setRemoteDescription({ type, sdp });
    const early = this.early.splice(0);
    for (const one of early) await this.pc.addIceCandidate(one).catch(() => {});
  }

  /** The answering side sends too. */
  private async join(): Promise<void> {
    for (const one of this.pc.getTransceivers()) {
      one.direction = "sendrecv";
      const kind = one.receiver.track.kind as "audio" | "video";
      if (!one.sender.track) await one.sender.replaceTrack(this.ports[kind]);
    }
  }

  private async slow(): Promise<void> {
    const sender = this.sender("video");
    const now = sender?.getParameters();
    if (!sender || !this.most || !now?.encodings?.length) return;
    for (const one of now.encodings) one.maxBitrate = this.most;
    await sender.setParameters(now).catch(() => {});
  }

  private sender(kind: string): RTCRtpSender | undefined {
    return this.pc.getTransceivers().find((one) => one.receiver.track.kind === kind)?.sender;
  }

  private changed(): void {
    const state = this.pc.connectionState;
    clearTimeout(this.timer);
    if (state === "connected") {
      this.way = "open";
      void this.slow();
      clearTimeout(this.patience);
      this.patience = undefined;
    } else if (state === "failed" || state === "disconnected") {
      if (this.way === "open") this.way = "broken";
      this.hope();
      // A moment of silence mends itself more often than not.
      this.timer = setTimeout(() => this.again(), state === "failed" ? 0 : SOON);
    }
  }

  private hope(): void {
    this.patience ??= setTimeout(this.ports.lost, PATIENCE);
  }
}

type Found = Omit<Extract<Signal, { kind: "candidate" }>, "kind">;

function found({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate | Found) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment } as Found;
}
