type Sink = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };

/** Where the other one's voice comes out, on devices that let one choose. */
class Speakers {
  all = $state.raw<MediaDeviceInfo[]>([]);
  current = $state("");
  private sink: Sink | null = null;

  /** Follows what is plugged in while this sounds. */
  of(sink: Sink): () => void {
    if (!sink.setSinkId || !navigator.mediaDevices) return () => {};
    this.sink = sink;
    this.current = "";
    const look = () => void this.look();
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      navigator.mediaDevices.removeEventListener("devicechange", look);
      this.sink = null;
    };
  }

  get name(): string {
    return this.all.find((one) => one.deviceId === this.current)?.label ?? "";
  }

  async next(): Promise<void> {
    const at = this.all.findIndex((one) => one.deviceId === this.current);
    const next = this.all[(at + 1) % this.all.length];
    if (!next || !this.sink?.setSinkId) return;
    await this.sink.setSinkId(next.deviceId).catch(() => {});
    this.current = next.deviceId;
  }

  private async look(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.all = all.filter((one) => one.kind === "audiooutput" && one.deviceId !== "default");
  }
}

export const speakers = new Speakers();
