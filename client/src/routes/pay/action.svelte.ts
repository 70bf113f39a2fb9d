import { say } from "$lib/kernel/say";
import { toasts } from "$lib/kernel/toast.svelte";

/** One action of a screen: busy while it runs, a toast when it is refused. */
export class Action {
  busy = $state(false);
  private ended = Promise.resolve<unknown>(null);

  /** Answers what the action answers; undefined when it was refused, or one runs already. */
  async run<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    return await (this.ended = this.carryOut(act));
  }

  /** As `run`, but after what runs now: for settings, of which a person changes one after another. */
  async after<T>(act: () => Promise<T>): Promise<T | undefined> {
    while (this.busy) await this.ended;
    return this.run(act);
  }

  private async carryOut<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      toasts.show(say(error), "bad");
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
