let audio: AudioContext | null = null;

/** A short sound: one rising note where something is right, two low ones where it is not. */
export function tone(good: boolean): void {
  // Before somebody has touched the page it may not sound.
  if (!navigator.userActivation?.hasBeenActive || !("AudioContext" in globalThis)) return;
  audio ??= new AudioContext();
  if (good) note(audio, 880, 0, 0.12);
  else for (const at of [0, 0.18]) note(audio, 196, at, 0.14);
}

function note(on: AudioContext, hertz: number, after: number, seconds: number): void {
  const [sound, volume] = [on.createOscillator(), on.createGain()];
  const at = on.currentTime + after;
  sound.frequency.value = hertz;
  // It fades, so that it does not crack.
  volume.gain.setValueAtTime(0.2, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  sound.connect(volume).connect(on.destination);
  sound.start(at);
  sound.stop(at + seconds);
}
