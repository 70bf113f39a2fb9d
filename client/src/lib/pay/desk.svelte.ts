import { api, ask, bytes } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { keepFile } from "$lib/kernel/keep-file";
import { Latest } from "$lib/kernel/latest";
import { paid, type Way } from "./sheet.svelte";
import type { BankLine, OpenPayout, Payout } from "./types";

/** How one's wallet is filled by the bank. */
export const topUpHow = () => ask(api.GET("/pay/top-up"));

/** Where to: cash at the desk, or a bank account and whose it is. */
export type Where = { way: "cash" } | { way: "bank"; iban: string; name: string };

/** Asks for money out of the town; null when the person did not want to, after all. */
export function payOut(amount: number, currency: string, to: string, where: Where) {
  const id = uuidv7();
  const params = { path: { payout_id: id } };
  const account = where.way === "cash" ? "cash" : where.iban.replace(/\s/g, "").toUpperCase();
  const way: Way = { use: "pay_out", id, to: account };
  return paid({ to, amount, currency, way }, (confirmation) =>
    ask(
      api.PUT("/pay/pay-outs/{payout_id}", {
        params,
        body: { amount, currency, confirmation, ...where },
      }),
    ),
  );
}

/** What one asked for and does not have yet, or has: the newest first. */
export const ownPayOuts = async () => (await ask(api.GET("/pay/pay-outs"))).reverse();

/** By the name that is typed: `@kofi`, `kofi@lake.town`. */
export const findPerson = (typed: string) =>
  ask(api.GET("/people/{handle}", { params: { path: { handle: typed.trim() } } }));

type Found = Awaited<ReturnType<typeof findPerson>>;
type Cash = { person_id: string; amount: number; currency: string; note: string };

/** Money that somebody is about to get at the desk, and what gives it to them. */
export type Giving = { who: Found; amount: number; give: () => Promise<void> };

/** The desk, for those who work there. */
class Desk {
  operator = $state(false);
  clerk = $state(false);
  suspense = $state.raw<BankLine[]>([]);
  payouts = $state.raw<OpenPayout[]>([]);
  /** The last look through the books found something. */
  alarm = $state(false);
  trouble = $state.raw<unknown>(null);
  loaded = $state(false);
  private readonly latest = new Latest();

  get works(): boolean {
    return this.operator || this.clerk;
  }

  async load(): Promise<void> {
    try {
      const found = await this.latest.of(this.readAll());
      if (!found) return;
      Object.assign(this, found);
      this.trouble = null;
    } catch (error) {
      this.trouble = error;
    }
    this.loaded = true;
  }

  private async readAll() {
    const { operator, clerk } = await ask(api.GET("/pay/desk"));
    const payouts = operator || clerk ? await ask(api.GET("/pay/desk/pay-outs")) : [];
    if (!operator) return { operator, clerk, payouts };
    const suspense = await ask(api.GET("/pay/desk/suspense"));
    const { nights } = await ask(api.GET("/pay/desk/books"));
    return { operator, clerk, payouts, suspense, alarm: !!nights[0]?.faults.length };
  }

  /** Cash was brought by somebody; the same `id` again is the same action. */
  async topUp(id: string, cash: Cash): Promise<void> {
    await ask(
      api.PUT("/pay/desk/top-ups/{operation_id}", {
        params: { path: { operation_id: id } },
        body: cash,
      }),
    );
  }

  async read(file: File) {
    const read = await ask(api.POST("/pay/desk/statements", bytes(file)));
    await this.load();
    return read;
  }

  async resolve(line: BankLine, person_id: string): Promise<void> {
    const params = { path: { line_id: line.id } };
    await ask(api.POST("/pay/desk/suspense/{line_id}", { params, body: { person_id } }));
    await this.load();
  }

  /** The file for the bank, of all that is asked for; `id`: one that was made before, again. */
  async file(id: string = uuidv7()): Promise<void> {
    const params = { path: { file_id: id } };
    const made = await ask(
      api.PUT("/pay/desk/pay-out-files/{file_id}", { params, parseAs: "blob" }),
    );
    keepFile(made, `pay-outs-${id}.xml`);
    await this.load();
  }

  async done(one: Payout): Promise<void> {
    await ask(
      api.POST("/pay/desk/pay-outs/{payout_id}/done", { params: { path: { payout_id: one.id } } }),
    );
    await this.load();
  }

  async giveBack(one: Payout): Promise<void> {
    await ask(
      api.POST("/pay/desk/pay-outs/{payout_id}/return", {
        params: { path: { payout_id: one.id } },
      }),
    );
    await this.load();
  }
}

export const desk = new Desk();
