export type Range = { start: number; end: number; before: number; after: number };

/**
 * Which rows of a long list to draw. Sizes are measured as rows appear and guessed before.
 * Row 0 is at the edge that the scroll position is counted from (the newest message, the first
 * contact); `before` and `after` are the px that the rows not drawn would take.
 */
export class Windower {
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly guess: number,
    private readonly spare = 600,
  ) {}

  /** Answers whether this is news. */
  measure(key: string, size: number): boolean {
    if (!size || this.sizes.get(key) === size) return false;
    this.sizes.set(key, size);
    return true;
  }

  size(key: string): number {
    return this.sizes.get(key) ?? this.guess;
  }

  range(keys: readonly string[], scrolled: number, view: number): Range {
    const from = scrolled - this.spare;
    const to = scrolled + view + this.spare;
    let [at, start, before] = [0, 0, 0];
    let i = 0;
    for (; i < keys.length && at < to; i++) {
      const size = this.size(keys[i]!);
      at += size;
      if (at <= from) {
        start = i + 1;
        before = at;
      }
    }
    let after = 0;
    for (let j = i; j < keys.length; j++) after += this.size(keys[j]!);
    return { start, end: i, before, after };
  }
}

/** Scroll positions in steps, so that a drag doesn't redraw for each pixel. */
export const quantised = (px: number, step = 100): number => Math.floor(Math.abs(px) / step) * step;
