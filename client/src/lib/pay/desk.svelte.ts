import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { paid } from "./sheet.svelte";
import type { BankLine, Payout } from "./types";

/** How one's wallet is filled by the bank. */
export const topUpHow = () => ask(api.GET("/pay/top-up"));

/** Asks for cash at the desk; null when the person did not want to, after all. */
export function payOut(amount: number, currency: string, to: string): Promise<Payout | null> {
  const params = { path: { id: uuidv7() } };
  return paid({ to, amount, currency }, (confirmation) =>
    ask(
      api.PUT("/pay/pay-outs/{id}", {
        params,
        body: { amount, currency, way: "cash", confirmation },
      }),
    ),
  );
}

const findPerson = (handle: string) =>
  ask(api.GET("/people/{handle}", { params: { path: { handle } } }));

/** The desk, for those who work there. */
class Desk {
  operator = $state(false);
  clerk = $state(false);
  suspense = $state.raw<BankLine[]>([]);
  payouts = $state.raw<Payout[]>([]);
  trouble = $state.raw<unknown>(null);
  loaded = $state(false);

  get works(): boolean {
    return this.operator || this.clerk;
  }

  async load(): Promise<void> {
    try {
      ({ operator: this.operator, clerk: this.clerk } = await ask(api.GET("/pay/desk")));
      if (this.works) this.payouts = await ask(api.GET("/pay/desk/pay-outs"));
      if (this.operator) this.suspense = await ask(api.GET("/pay/desk/suspense"));
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
    this.loaded = true;
  }

  /** Cash was brought by somebody; answers their name. */
  async topUp(handle: string, amount: number, currency: string, note: string): Promise<string> {
    const { id, display_name } = await findPerson(handle);
    const body = { person_id: id, amount, currency, note };
    await ask(api.PUT("/pay/desk/top-ups/{id}", { params: { path: { id: uuidv7() } }, body }));
    return display_name;
  }

  async read(file: File) {
    const read = await ask(api.POST("/pay/desk/statements", bytes(file)));
    await this.load();
    return read;
  }

  async resolve(line: BankLine, handle: string): Promise<string> {
    const { id: person_id, display_name } = await findPerson(handle);
    const params = { path: { id: line.id } };
    await ask(api.POST("/pay/desk/suspense/{id}", { params, body: { person_id } }));
    await this.load();
    return display_name;
  }

  async done(one: Payout): Promise<void> {
    await ask(api.POST("/pay/desk/pay-outs/{id}/done", { params: { path: { id: one.id } } }));
    await this.load();
  }

  async giveBack(one: Payout): Promise<void> {
    await ask(api.POST("/pay/desk/pay-outs/{id}/return", { params: { path: { id: one.id } } }));
    await this.load();
  }
}

export const desk = new Desk();
