const HAN = /\p{Script=Han}/u;

/** Chinese by its sound; the table comes when something Chinese is looked through. */
class Spelling {
  private way = $state.raw<((text: string) => string) | null>(null);
  private asked = false;

  /** Pinyin and initials of a text with Chinese in it; empty for any other, or before the table came. */
  of(text: string): string {
    if (!HAN.test(text)) return "";
    if (!this.asked) void this.load();
    return this.way?.(text) ?? "";
  }

  async load(): Promise<void> {
    this.asked = true;
    try {
      this.way = (await import("./pinyin")).spelled;
    } catch {
      this.asked = false;
    }
  }
}

export const spelling = new Spelling();
