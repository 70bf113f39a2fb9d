import { Problem, UNPROVEN } from "$lib/kernel/problem";
import type { Confirmation } from "$lib/kernel/types";
import { UNSURE } from "./attempt";
import type { Order } from "./types";
import { wallet } from "./wallet.svelte";

/** In which way, under which id, and to whom: what is confirmed is good for this alone. */
export type Way = Omit<Order, "amount">;

/** What somebody is about to pay: to whom (a name), how much (minor units), and for what. */
export type Asked = {
  to: string;
  amount: number;
  currency: string;
  note?: string;
  way: Way;
  /** It is paid from a shop's account, of which the wallet knows nothing. */
  shop?: boolean;
};

type Action<T> = (confirmation?: Confirmation) => Promise<T>;
type Given = Omit<Confirmation, "order">;
/** What was asked for: how it is done, and how it ends otherwise. `tried`: it is on its way. */
type Job = {
  pay: (confirmation?: Confirmation) => Promise<void>;
  drop: () => void;
  refuse: (error: unknown) => void;
  tried: boolean;
};

/** What the sheet says itself: all of it can be tried again, as the same payment. */
const LATER = [...UNSURE, "rate_limited"];
const HERE = [...LATER, ...UNPROVEN];

/** The one pay sheet: whoever wants money from the person asks here. */
class PaySheet {
  asked = $state.raw<Asked | null>(null);
  /** The town wants a PIN even for this little. */
  always = $state(false);
  private job: Job | null = null;

  /** Does the action with what confirms it; null: the person does not want to. */
  ask<T>(asked: Asked, always: boolean, action: Action<T>): Promise<T | null> {
    this.close();
    this.asked = asked;
    this.always = always;
    return new Promise((done, refuse) => {
      const pay = async (confirmation?: Confirmation) => done(await action(confirmation));
      this.job = { pay, drop: () => done(null), refuse, tried: false };
    });
  }

  /**
   * The person wants it, and shows that it is them, unless it is so little that nothing is asked:
   * proof and payment are one request. Throws what can be tried again.
   */
  async pay(given?: Given): Promise<void> {
    const { asked, job } = this;
    if (!asked || !job) return;
    job.tried = true;
    try {
      await job.pay(given && { order: { ...asked.way, amount: asked.amount }, ...given });
    } catch (error) {
      job.tried = false;
      // That something is asked for after all begins the sheet anew.
      const again = (given ? HERE : LATER).includes(Problem.of(error).code);
      if (again && this.job === job) throw error;
      job.refuse(error);
    }
    if (this.job === job) this.close();
  }

  /** Puts the sheet away. What is on its way by then goes on, and ends as it ends. */
  close(): void {
    const { job } = this;
    this.asked = this.job = null;
    if (!job?.tried) job?.drop();
  }
}

export const sheet = new PaySheet();

/** Confirms and does an action; null when the person did not want to. Throws what the action throws. */
export async function paid<T>(asked: Asked, action: Action<T>): Promise<T | null> {
  for (let always = false; ;) {
    try {
      return await sheet.ask(asked, always, action);
    } catch (error) {
      const { code } = Problem.of(error);
      // The sheet knows by then that there is too little, and offers to fill it in.
      if (!asked.shop && (await wallet.lacks(asked.amount, code))) continue;
      if (always || code !== "confirmation_needed") throw error;
      always = true;
    }
  }
}
