type Sink = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };

/** Where the others' voices come out, on devices that let one choose. */
class Speakers {
  all = $state.raw<MediaDeviceInfo[]>([]);
  current = $state("");
  private readonly sinks = new Set<Sink>();

  /** Follows what is plugged in while this sounds. */
  of(sink: Sink): () => void {
    if (!sink.setSinkId || !navigator.mediaDevices) return () => {};
    if (!this.sinks.size) this.current = "";
    this.sinks.add(sink);
    if (this.current) void this.lead(sink);
    const look = () => void this.look();
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      navigator.mediaDevices.removeEventListener("devicechange", look);
      this.sinks.delete(sink);
    };
  }

  get name(): string {
    return this.all.find((one) => one.deviceId === this.current)?.label ?? "";
  }

  async next(): Promise<void> {
    const at = this.all.findIndex((one) => one.deviceId === this.current);
    const next = this.all[(at + 1) % this.all.length];
    if (!next) return;
    this.current = next.deviceId;
    await Promise.all([...this.sinks].map((sink) => this.lead(sink)));
  }

  private async lead(sink: Sink): Promise<void> {
    await sink.setSinkId?.(this.current).catch(() => {});
  }

  private async look(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.all = all.filter((one) => one.kind === "audiooutput" && one.deviceId !== "default");
  }
}

export const speakers = new Speakers();
