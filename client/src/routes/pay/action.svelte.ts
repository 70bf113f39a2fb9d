import { say } from "$lib/kernel/say";
import { toasts } from "$lib/kernel/toast.svelte";

/** One action of a screen: busy while it runs, a toast when it is refused. */
export class Action {
  busy = $state(false);

  /** Answers what the action answers; undefined when it was refused, or one runs already. */
  async run<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
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
