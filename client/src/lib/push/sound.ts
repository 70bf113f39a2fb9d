/** The sound of a message that comes while the app is open: two drops into a pond. */
const KEY = "leapfrog.sound";
/** Several windows of the app are heard as one, and several messages at once as one. */
const LOCK = "leapfrog.sound";
const QUIET = 900;
const LOUDNESS = 0.16;
/** [after, from, to]: seconds and hertz. */
const DROPS: [number, number, number][] = [
  [0, 420, 780],
  [0.11, 560, 1040],
];
const LENGTH = 0.16;

let context: AudioContext | undefined;

export const isSilent = (): boolean => localStorage.getItem(KEY) === "off";

export function silence(yes: boolean): void {
  if (yes) localStorage.setItem(KEY, "off");
  else localStorage.removeItem(KEY);
}

/** Plays unless it was silenced, is playing, or the browser wants a tap first. */
export async function chime(): Promise<void> {
  if (isSilent() || !("AudioContext" in globalThis)) return;
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    context ??= new AudioContext();
    if (context.state === "suspended") await Promise.race([context.resume(), pause(100)]);
    if (context.state !== "running") return;
    for (const drop of DROPS) play(context, ...drop);
    await pause(QUIET);
  });
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function play(audio: AudioContext, after: number, from: number, to: number): void {
  const begin = audio.currentTime + after;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.setValueAtTime(from, begin);
  tone.frequency.exponentialRampToValueAtTime(to, begin + LENGTH * 0.6);
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + LENGTH);
  tone.connect(volume).connect(audio.destination);
  tone.start(begin);
  tone.stop(begin + LENGTH);
}
