import type { Store, Upload } from "$lib/kernel/store";

type Disk = Pick<Store, "putUpload" | "upload" | "uploads" | "deleteUpload">;

/**
 * Files until the server has them: on the device's disk, so that they survive a restart. What the
 * disk refuses (WebKit's private sessions keep no files, a disk can be full) is kept in memory: it
 * is sent all the same, as long as the page is open.
 */
export class WaitingFiles {
  private readonly memory = new Map<string, Upload>();

  /** `disk`: of the person who is here; none in a browser that keeps nothing. */
  constructor(private readonly disk: () => Disk | null) {}

  async put(file: Upload): Promise<void> {
    try {
      const disk = this.disk();
      if (!disk) throw new Error("nothing is kept here");
      await disk.putUpload(file);
    } catch {
      this.memory.set(file.id, file);
    }
  }

  async get(id: string): Promise<Upload | undefined> {
    return this.memory.get(id) ?? (await this.disk()?.upload(id));
  }

  async all(): Promise<Upload[]> {
    return [...this.memory.values(), ...((await this.disk()?.uploads()) ?? [])];
  }

  async drop(id: string): Promise<void> {
    if (!this.memory.delete(id)) await this.disk()?.deleteUpload(id);
  }
}
