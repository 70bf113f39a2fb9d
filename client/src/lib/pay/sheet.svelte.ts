import { Problem } from "$lib/kernel/problem";
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

/** The one pay sheet: whoever wants money from the person asks here. */
class PaySheet {
  asked = $state.raw<Asked | null>(null);
  /** The town wants a PIN even for this little. */
  always = $state(false);
  private answer: ((confirmation: string | null) => void) | null = null;

  ask(asked: Asked, always: boolean): Promise<string | null> {
    this.end(null);
    this.asked = asked;
    this.always = always;
    return new Promise((answer) => (this.answer = answer));
  }

  /** `null`: the person does not want to; empty: so little that nothing was asked. */
  end(confirmation: string | null): void {
    this.asked = null;
    this.answer?.(confirmation);
    this.answer = null;
  }
}

export const sheet = new PaySheet();

/** Confirms and does an action; null when the person did not want to. Throws what the action throws. */
export async function paid<T>(
  asked: Asked,
  action: (confirmation?: string) => Promise<T>,
): Promise<T | null> {
  let always = false;
  for (;;) {
    const confirmation = await sheet.ask(asked, always);
    if (confirmation === null) return null;
    try {
      return await action(confirmation || undefined);
    } catch (error) {
      const { code } = Problem.of(error);
      // The sheet knows by then that there is too little, and offers to fill it in.
      if (!asked.shop && (await wallet.lacks(asked.amount, code))) continue;
      if (confirmation || code !== "confirmation_needed") throw error;
      always = true;
    }
  }
}
