import type { Quality } from "./quality";
import type { Media } from "./ring.svelte";

/** Why there is no sound or picture: not allowed, no such device, used by another program. */
export type Trouble = "denied" | "none" | "taken";

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { max: 30 } };

export function trouble(cause: unknown): Trouble {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "taken" : "none";
}

/** The microphone and the camera of this device, as a call uses them. */
export class OwnMedia {
  muted = $state(false);
  /** What the camera sees, while it is on. */
  picture = $state.raw<MediaStream | null>(null);
  facing = $state<"user" | "environment">("user");
  /** Whether there is another camera to flip to. */
  flips = $state(false);
  private sound: MediaStreamTrack | null = null;
  private size: MediaTrackConstraints = PICTURE;

  get audio(): MediaStreamTrack | null {
    return this.sound;
  }

  get video(): MediaStreamTrack | null {
    return this.picture?.getVideoTracks()[0] ?? null;
  }

  /** Throws when there is no microphone; a camera that is not there only stays off. */
  async open(media: Media): Promise<Trouble | null> {
    if (!navigator.mediaDevices) throw new DOMException("", "NotAllowedError");
    const both = media === "video" && { audio: SOUND, video: this.wanted };
    try {
      if (both) return this.take(await navigator.mediaDevices.getUserMedia(both));
    } catch (cause) {
      this.take(await navigator.mediaDevices.getUserMedia({ audio: SOUND }));
      return trouble(cause);
    }
    return this.take(await navigator.mediaDevices.getUserMedia({ audio: SOUND }));
  }

  mute(yes: boolean): void {
    this.muted = yes;
    if (this.sound) this.sound.enabled = !yes;
  }

  /** Throws what the browser says. */
  async look(): Promise<void> {
    this.blind();
    const seen = await navigator.mediaDevices.getUserMedia({ video: this.wanted });
    this.picture = seen;
    void this.count();
  }

  blind(): void {
    this.picture?.getTracks().forEach((track) => track.stop());
    this.picture = null;
  }

  async flip(): Promise<void> {
    const before = this.facing;
    this.facing = before === "user" ? "environment" : "user";
    try {
      await this.look();
    } catch (cause) {
      this.facing = before;
      throw cause;
    }
  }

  /** The camera gives no more than is sent. */
  async suit({ width, height, fps }: Quality): Promise<void> {
    this.size = { width: { ideal: width }, height: { ideal: height }, frameRate: { max: fps } };
    await this.video?.applyConstraints(this.wanted).catch(() => {});
  }

  close(): void {
    this.blind();
    this.size = PICTURE;
    this.sound?.stop();
    this.sound = null;
    this.muted = false;
    this.facing = "user";
  }

  private get wanted() {
    return { ...this.size, facingMode: this.facing };
  }

  private take(stream: MediaStream): null {
    this.close();
    this.sound = stream.getAudioTracks()[0] ?? null;
    const video = stream.getVideoTracks();
    if (video.length) this.picture = new MediaStream(video);
    void this.count();
    return null;
  }

  private async count(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.flips = all.filter((one) => one.kind === "videoinput").length > 1;
  }
}
