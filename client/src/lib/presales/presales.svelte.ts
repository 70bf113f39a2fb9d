import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Confirmation } from "$lib/kernel/types";
import type { Presale, PresaleInput, PresalePage } from "./types";

const at = (presale_id: string) => ({ params: { path: { presale_id } } });

type Of = { item?: string; shop?: string; campaign?: string };
export const presalesOf = async (query: Of): Promise<Presale[]> =>
  (await ask(api.GET("/presales", { params: { query } }))).presales;

/** A list with the button for older ones. */
class Pages extends Kept<PresalePage> {
  constructor(
    key: string,
    private readonly page: (before?: string) => Promise<PresalePage>,
  ) {
    super(key, () => page());
  }

  async more(): Promise<void> {
    const { presales: known, next } = this.value!;
    if (!next) return;
    const found = await this.page(next);
    const ids = new Set(known.map((one) => one.id));
    this.value = {
      presales: [...known, ...found.presales.filter((one) => !ids.has(one.id))],
      next: found.next,
    };
  }
}

/** What is sold for a deposit now. */
export const presales = new Pages("presales", (before) =>
  ask(api.GET("/presales", { params: { query: before ? { before } : {} } })),
);

/** Of which one paid the deposit. */
export const booked = new Pages("presales.mine", (before) =>
  ask(api.GET("/presales/mine", { params: { query: before ? { before } : {} } })),
);

/** One pre-sale, and what somebody can do with it. */
export class PresalePageOf extends Kept<Presale> {
  /** One for each try, however often it is sent. */
  private booking = uuidv7();

  constructor(readonly id: string) {
    super(`presales.${id}`, () => ask(api.GET("/presales/{presale_id}", at(id))));
  }

  /** What is confirmed by paying the deposit. */
  asked({ sign: to, deposit: amount, currency, terms }: Presale) {
    return { to, amount, currency, way: { use: "order" as const, id: this.booking, to: terms } };
  }

  /** Pays the deposit. */
  async book({ terms }: Presale, confirmation?: Confirmation): Promise<true> {
    const path = { presale_id: this.id, booking_id: this.booking };
    const request = { params: { path }, body: { terms, confirmation: confirmation ?? null } };
    this.take(await ask(api.PUT("/presales/{presale_id}/bookings/{booking_id}", request)));
    this.booking = uuidv7();
    return true;
  }

  async giveUp(booking_id: string): Promise<void> {
    const path = { presale_id: this.id, booking_id };
    const url = "/presales/{presale_id}/bookings/{booking_id}";
    this.take(await ask(api.DELETE(url, { params: { path } })));
  }

  async callOff(why: string): Promise<void> {
    this.take(await ask(api.PUT("/presales/{presale_id}/end", { ...at(this.id), body: { why } })));
  }
}

export const enrol = (id: string, body: PresaleInput): Promise<Presale> =>
  ask(api.PUT("/presales/{presale_id}", { ...at(id), body }));
