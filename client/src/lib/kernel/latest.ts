/**
 * Of answers that come out of order only the one asked for last counts. A connection may bring what
 * was asked first after what was asked second, and the older one must not take the newer's place.
 */
export class Latest {
  private asked = 0;

  /** The answer; undefined where another was asked for meanwhile, whether this one failed or not. */
  async of<T>(answer: Promise<T>): Promise<T | undefined> {
    const mine = ++this.asked;
    try {
      const value = await answer;
      return mine === this.asked ? value : undefined;
    } catch (error) {
      if (mine === this.asked) throw error;
      return undefined;
    }
  }

  /** What is known now is newer than any answer that is still under way. */
  supersede(): void {
    this.asked++;
  }
}
