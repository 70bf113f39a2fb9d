import { Problem } from "$lib/kernel/problem";
import type { Way } from "./gate";

const MOST = 500;
/** The town will never take these words, asked how often whatever. */
const FOR_GOOD = [400, 409, 413, 422];

/** A scan as it is told to the town. */
export type Waiting = {
  id: string;
  code: string;
  at: string;
  let_in: boolean;
  alone: boolean;
  way: Way;
  undone_at: string | null;
};

/** The town answered, and the answer is no; else it is away, or cannot now. */
export function saysNo(error: unknown): boolean {
  const { status } = Problem.of(error);
  return status >= 400 && status < 500 && status !== 429;
}

/** What a gate saw without network, until the town has heard of it. */
export class GateQueue {
  waiting = $state.raw<Waiting[]>([]);
  /** Scans that the town did not take. */
  refused = $state(0);

  constructor(private readonly ask: (scans: Waiting[]) => Promise<unknown>) {}

  /** In the place of what has the same id, or last. */
  put(one: Waiting): void {
    const others = this.waiting.filter((each) => each.id !== one.id);
    this.waiting = [...others, one];
  }

  has = (id: string): boolean => this.waiting.some((one) => one.id === id);

  /** Tells the town; `keep`: what is left is kept after each part. */
  async tell(keep: () => Promise<void>): Promise<void> {
    while (this.waiting.length) {
      const some = this.waiting.slice(0, MOST);
      await this.deliver(some);
      const told = new Set(some);
      // What was taken back meanwhile is another one, and still to be told.
      this.waiting = this.waiting.filter((one) => !told.has(one));
      await keep();
    }
  }

  /** One that is refused for good goes alone, and is no longer told: it holds up none of the others. */
  private async deliver(some: Waiting[]): Promise<void> {
    try {
      await this.ask(some);
    } catch (error) {
      if (!FOR_GOOD.includes(Problem.of(error).status)) throw error;
      if (some.length === 1) this.refused += 1;
      else for (const one of some) await this.deliver([one]);
    }
  }
}
