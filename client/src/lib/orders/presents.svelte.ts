import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { cart } from "./cart.svelte";
import type { LineAgain, Present, PresentAddress } from "./types";

const of = (present_id: string) => ({ params: { path: { present_id } } });

/** What the person asked others about, and has not sent. */
class Presents extends Kept<Present[]> {
  constructor() {
    super("orders.presents", async () => (await ask(api.GET("/presents"))).presents);
  }

  /** Asks somebody in their chat where a present shall be sent. */
  async ask(person_id: string, message: string): Promise<Present> {
    const body = { person_id, message };
    const made = await ask(api.PUT("/presents/{present_id}", { ...of(uuidv7()), body }));
    this.take([made, ...(this.value ?? [])]);
    return made;
  }

  async withdraw(id: string): Promise<void> {
    await ask(api.DELETE("/presents/{present_id}", of(id)));
    this.take((this.value ?? []).filter((one) => one.id !== id));
  }
}

export const presents = new Presents();

/** One present, as who sends it or gets it has it. */
export class OnePresent extends Kept<Present> {
  constructor(private readonly id: string) {
    super(`orders.present.${id}`, () => ask(api.GET("/presents/{present_id}", of(id))));
  }

  async answer(said: Partial<PresentAddress>): Promise<void> {
    const empty = { name: "", phone: "", address: "", lat: null, lon: null };
    const body = { ...empty, hidden: false, declined: false, ...said };
    this.take(await ask(api.PUT("/presents/{present_id}/answer", { ...of(this.id), body })));
  }
}

/** Puts what can be had of an order into the cart; answers what became of each line. */
export async function buyAgain(order_id: string): Promise<LineAgain[]> {
  const found = await ask(api.PUT("/orders/{order_id}/again", { params: { path: { order_id } } }));
  cart.take(found.cart);
  return found.lines;
}
