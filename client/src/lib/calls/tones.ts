/** What one hears of a call before it is one: its ring, that it rings there, and its end. */

import { vibrate } from "$lib/kernel/vibrate";

/** Several windows of the app ring as one. */
const LOCK = "leapfrog.ring";
const LOUDNESS = 0.14;
const VIBRATION = [500, 300, 500, 1_700];
/** [after, hertz, seconds] of one turn. */
type Notes = [number, number, number][];
const RING: Notes = [
  [0, 523, 0.22],
  [0.2, 659, 0.22],
  [0.4, 784, 0.4],
  [0.95, 659, 0.22],
  [1.15, 784, 0.5],
];
const WAIT: Notes = [[0, 425, 0.9]];
const END: Notes = [
  [0, 480, 0.14],
  [0.2, 380, 0.22],
];
const RING_EVERY = 3_000;
const WAIT_EVERY = 4_000;

let context: AudioContext | undefined;

async function play(notes: Notes): Promise<void> {
  if (!("AudioContext" in globalThis)) return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => {});
  if (context.state !== "running") return;
  for (const [after, pitch, length] of notes) note(context, after, pitch, length);
}

function note(audio: AudioContext, after: number, pitch: number, length: number): void {
  const begin = audio.currentTime + after;
  const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
  volume.gain.setValueAtTime(LOUDNESS, begin + length - 0.05);
  volume.gain.linearRampToValueAtTime(0, begin + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(begin);
  tone.stop(begin + length);
}

function repeat(act: () => void, every: number): () => void {
  act();
  const timer = setInterval(act, every);
  return () => clearInterval(timer);
}

/** Rings and shakes until what it answers is called. */
export function rings(): () => void {
  let stop = () => {};
  let over = false;
  const turn = () => {
    vibrate(VIBRATION);
    void play(RING);
  };
  void navigator.locks?.request(LOCK, { ifAvailable: true }, (lock) => {
    if (!lock || over) return;
    const quiet = repeat(turn, RING_EVERY);
    return new Promise<void>((done) => {
      stop = () => {
        quiet();
        vibrate(0);
        done();
      };
    });
  });
  return () => {
    over = true;
    stop();
  };
}

/** That it rings at the other one's. */
export const waits = (): (() => void) => repeat(() => void play(WAIT), WAIT_EVERY);

export const ends = (): void => void play(END);
