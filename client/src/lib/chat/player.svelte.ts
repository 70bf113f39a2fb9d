/** Something to listen to: where it is in each form, and what comes after it. */
export type Track = {
  key: string;
  sources: { type: string; url: string }[];
  title: string;
  /** It has begun. */
  onstart?: () => void;
  /** What to play after it. */
  next?: () => Track | null;
};

const lockScreen = (): MediaSession | undefined =>
  typeof navigator === "undefined" ? undefined : navigator.mediaSession;
const RATES = [1, 1.5, 2];
const CHANNEL = "leapfrog-player";

/** What of `Audio` the player uses: tests bring their own. */
export type Sound = Pick<
  HTMLAudioElement,
  "src" | "currentTime" | "duration" | "playbackRate" | "play" | "pause" | "canPlayType"
> & {
  addEventListener: (name: string, act: () => void) => void;
};

/** One voice at a time, in this tab and in the others of this browser. */
export class Player {
  /** The key of the track that is in it. */
  current = $state<string | null>(null);
  playing = $state(false);
  /** 0..1 of the track. */
  at = $state(0);
  rate = $state(1);
  private track: Track | null = null;
  private sound: Sound | null = null;
  /** 0..1: from where to play once it is known how long it is. */
  private wanted: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly others =
    typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor(
    private readonly make: () => Sound,
    /** Told when a track can't be played. */
    private readonly onfail: () => void = () => {},
  ) {
    this.others?.addEventListener("message", () => this.pause());
  }

  /** Plays it from its beginning, or goes on with it, or pauses it. */
  toggle(track: Track): void {
    if (this.current !== track.key) this.begin(track);
    else if (this.playing) this.pause();
    else void this.resume();
  }

  pause(): void {
    this.sound?.pause();
  }

  /** 0..1. */
  seek(at: number): void {
    if (!this.sound) return;
    this.at = this.wanted = at;
    this.follow();
  }

  /** 1x, 1.5x, 2x, 1x … */
  faster(): void {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length]!;
    if (this.sound) this.sound.playbackRate = this.rate;
  }

  /** Stops, and forgets what was in it. */
  stop(): void {
    this.pause();
    this.track = this.current = null;
    this.at = 0;
  }

  private begin(track: Track): void {
    this.sound ??= this.built();
    const { sound } = this;
    const plays = track.sources.find(({ type }) => sound.canPlayType(type)) ?? track.sources[0];
    if (!plays) return;
    this.track = track;
    this.current = track.key;
    this.at = 0;
    this.wanted = null;
    sound.src = plays.url;
    void this.resume();
  }

  private async resume(): Promise<void> {
    const { sound, track } = this;
    if (!sound || !track) return;
    sound.playbackRate = this.rate;
    this.others?.postMessage("playing");
    try {
      await sound.play();
      track.onstart?.();
      this.show(track);
    } catch (cause) {
      if (cause instanceof Error && cause.name === "AbortError") return;
      this.stop();
      this.onfail();
    }
  }

  private built(): Sound {
    const sound = this.make();
    sound.addEventListener("play", () => this.running(true));
    sound.addEventListener("pause", () => this.running(false));
    sound.addEventListener("ended", () => this.ended());
    return sound;
  }

  private running(on: boolean): void {
    this.playing = on;
    clearInterval(this.timer);
    if (on) this.timer = setInterval(() => this.follow(), 80);
    const keys = lockScreen();
    if (keys) keys.playbackState = on ? "playing" : "paused";
  }

  private follow(): void {
    const { sound, wanted } = this;
    if (!sound || !(sound.duration > 0)) return;
    if (wanted !== null && Number.isFinite(sound.duration)) {
      sound.currentTime = wanted * sound.duration;
      this.wanted = null;
    }
    this.at = Math.min(1, sound.currentTime / sound.duration);
  }

  private ended(): void {
    const next = this.track?.next?.() ?? null;
    this.running(false);
    if (next) this.begin(next);
    else this.stop();
  }

  /** On the lock screen and the keys of a headset. */
  private show({ title }: Track): void {
    const keys = lockScreen();
    if (!keys) return;
    keys.metadata = new MediaMetadata({ title });
    keys.setActionHandler("play", () => void this.resume());
    keys.setActionHandler("pause", () => this.pause());
    keys.setActionHandler("stop", () => this.stop());
  }
}
