/** ms. A minute is the longest; the last ten seconds are counted down; less than one is no message. */
export const LONGEST = 60_000;
export const COUNTDOWN = 50_000;
export const SHORTEST = 1_000;

/** What was said: `peaks` are its loudness in equal parts, 0 to 31, until the server has measured it. */
export type Recorded = { blob: Blob; duration: number; peaks: number[] };
/** Why there is no recording: not allowed, no microphone, or it did not work. */
export type Refusal = "denied" | "none" | "failed";

const STEP = 80;
const BITS = 24_000;
const PEAKS = 64;
const LOUDEST = 31;
/** Decibels below the loudest that are drawn as silence. */
const QUIETEST = -50;
/** The first that the browser records; the server reads all of them. */
const FORMS = ["audio/mp4;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const SOUND = {
  channelCount: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** 0..1 on the scale of the ear. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, s) => sum + s * s, 0) / samples.length;
  return power ? Math.max(0, 1 - (10 * Math.log10(power)) / QUIETEST) : 0;
}

/** Many levels (0..1) as few peaks (0..31). */
export function peaksOf(levels: readonly number[], count = PEAKS): number[] {
  const n = Math.min(count, levels.length);
  return Array.from({ length: n }, (_, i) => {
    const part = levels.slice((i * levels.length) / n, Math.ceil(((i + 1) * levels.length) / n));
    return Math.round(Math.max(...part) * LOUDEST);
  });
}

function refusal(cause: unknown): Refusal {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "none" : "failed";
}

/** The microphone: records one voice message at a time and tells how loud it is meanwhile. */
export class Recorder {
  state = $state<"idle" | "asking" | "recording">("idle");
  /** ms. */
  elapsed = $state(0);
  /** How loud it was, each 80 ms, 0..1. */
  levels = $state<number[]>([]);
  private tape: MediaRecorder | null = null;
  private ear: AudioContext | null = null;
  private chunks: Blob[] = [];
  private began = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private turn = 0;

  /** `onfull` is called after a minute. */
  constructor(private readonly onfull: () => void) {}

  /** Asks for the microphone and begins; null when it does, or when it was left meanwhile. */
  async start(): Promise<Refusal | null> {
    if (this.state !== "idle") return null;
    const turn = ++this.turn;
    this.state = "asking";
    this.levels = [];
    this.elapsed = 0;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: SOUND });
      if (turn !== this.turn) stream.getTracks().forEach((track) => track.stop());
      else this.record(stream);
      return null;
    } catch (cause) {
      if (turn === this.turn) this.rest();
      return refusal(cause);
    }
  }

  private record(stream: MediaStream): void {
    const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
    const tape = new MediaRecorder(stream, {
      ...(mimeType && { mimeType }),
      audioBitsPerSecond: BITS,
    });
    this.tape = tape;
    this.chunks = [];
    tape.ondataavailable = ({ data }) => data.size && this.chunks.push(data);
    tape.start(250);
    this.began = performance.now();
    this.state = "recording";
    this.listen(stream);
  }

  private listen(stream: MediaStream): void {
    this.ear = new AudioContext();
    const analyser = new AnalyserNode(this.ear, { fftSize: 2048 });
    this.ear.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.levels.push(loudness(samples));
      this.elapsed = performance.now() - this.began;
      if (this.elapsed < LONGEST) return;
      clearInterval(this.timer);
      this.onfull();
    }, STEP);
  }

  /** Ends it; null when it was too short to be one. */
  async stop(): Promise<Recorded | null> {
    const { tape } = this;
    if (!tape || this.state !== "recording") return this.cancel();
    const duration = Math.min(performance.now() - this.began, LONGEST);
    await new Promise((done) => {
      tape.onstop = done;
      tape.stop();
    });
    const blob = new Blob(this.chunks, { type: tape.mimeType });
    const peaks = peaksOf(this.levels);
    this.rest();
    return duration < SHORTEST || !blob.size ? null : { blob, duration, peaks };
  }

  /** Nothing of it is kept. */
  cancel(): null {
    if (this.tape?.state === "recording") this.tape.stop();
    this.rest();
    return null;
  }

  /** Lets the microphone go. */
  private rest(): void {
    this.turn++;
    clearInterval(this.timer);
    this.tape?.stream.getTracks().forEach((track) => track.stop());
    void this.ear?.close();
    this.tape = this.ear = null;
    this.chunks = [];
    this.state = "idle";
  }
}
