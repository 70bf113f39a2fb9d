import { api, ask } from "$lib/kernel/api";
import { Problem } from "$lib/kernel/problem";
import type { Proof } from "./types";

/** For what makes a new way in the town wants to see anew that it is really them. */
class Proving {
  /** Whether somebody is asked now; the sheet shows it. */
  asked = $state(false);
  private answer: (proved: boolean) => void = () => {};

  /** Does the action; where the town wants a proof first, asks for it and does it then. */
  async around<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (Problem.of(error).code !== "proof_needed" || !(await this.ask())) throw error;
      return action();
    }
  }

  async prove(proof: Proof): Promise<void> {
    await ask(api.POST("/me/proof", { body: proof }));
    this.close(true);
  }

  close(proved = false): void {
    this.asked = false;
    this.answer(proved);
  }

  private ask(): Promise<boolean> {
    this.answer(false);
    this.asked = true;
    return new Promise((answer) => (this.answer = answer));
  }
}

export const proving = new Proving();
