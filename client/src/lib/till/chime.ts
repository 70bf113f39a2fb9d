let context: AudioContext | undefined;

/** Two notes upwards, made here: money has come. Quiet where the browser wants a touch first. */
export function chime(): void {
  try {
    context ??= new AudioContext();
    const now = context.currentTime;
    [880, 1318.5].forEach((pitch, n) => {
      const tone = context!.createOscillator();
      const loud = context!.createGain();
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0.0001, now + n * 0.14);
      loud.gain.exponentialRampToValueAtTime(0.35, now + n * 0.14 + 0.02);
      loud.gain.exponentialRampToValueAtTime(0.0001, now + n * 0.14 + 0.5);
      tone.connect(loud).connect(context!.destination);
      tone.start(now + n * 0.14);
      tone.stop(now + n * 0.14 + 0.55);
    });
  } catch {
    // A device without sound still shows it.
  }
}
