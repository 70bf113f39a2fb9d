import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import { Problem } from "$lib/kernel/problem";
import type { components } from "$lib/kernel/schema";
import { check, type Checked } from "./draw";
import type { Revealed } from "./drops.svelte";
import * as kept from "./kept";

type S = components["schemas"];
export type TicketDraw = S["TicketDrawShown"];
type Wish = Omit<S["TicketDrawInput"], "commitment">;

const DRAW = "/tickets/shows/{show_id}/draw";
const of = (show_id: string) => ({ params: { path: { show_id } } });

/** As what is kept of a lottery: the one round of this one is the first. */
const lottery = (draw: TicketDraw): kept.Lottery => ({
  id: draw.show.id,
  mode: "lottery",
  units: draw.rights,
  early_units: 0,
  ticket: draw.entry && { ...draw.entry, early: false, queued: false },
  root: draw.root,
  phase: draw.phase === "open" ? "reserving" : draw.phase === "announced" ? "announced" : "closed",
  rounds: [
    { n: 1, town_commitment: draw.town_commitment, maker_commitment: draw.maker_commitment },
  ],
});

/** The draw of one show, and what somebody can do with it; `false`: there is none. */
export class TicketDrawPage extends Kept<TicketDraw | false> {
  constructor(readonly show: string) {
    super(`tickets.draw.${show}`, () =>
      ask(api.GET(DRAW, of(show))).catch((error: unknown) => {
        if (Problem.of(error).code === "no_ticket_draw") return false as const;
        throw error;
      }),
    );
  }

  get draw(): TicketDraw | null {
    return this.value || null;
  }

  override take(value: TicketDraw | false): void {
    super.take(value);
    if (value) void kept.keep(lottery(value)).catch(() => {});
  }

  /** What is shown now is kept before this device takes part, and so is the id. */
  async enter(): Promise<void> {
    if (this.draw) await kept.keep(lottery(this.draw));
    const entry_id = await kept.ticketFor(this.show, uuidv7());
    const params = { path: { show_id: this.show, entry_id } };
    this.take(await ask(api.PUT("/tickets/shows/{show_id}/draw/entries/{entry_id}", { params })));
  }

  async leave(): Promise<void> {
    await ask(api.DELETE("/tickets/shows/{show_id}/draw/entries", of(this.show)));
    await kept.dropTicket(this.show);
    await this.read();
  }

  /** The same device announces with the same seed, however often it is tried. */
  async announce(wish: Wish): Promise<void> {
    const body = { ...wish, commitment: await kept.commitmentOf(this.show, 1) };
    this.take(await ask(api.PUT(DRAW, { ...of(this.show), body })));
  }

  /** Shows the seed that this device committed to, unless the town's commitment is another now. */
  async reveal(): Promise<Revealed> {
    const { draw } = this;
    const seed = draw && (await kept.seedOf(this.show, draw.maker_commitment));
    if (!seed) return "elsewhere";
    const known = (await kept.keptOf(this.show))?.rounds[1];
    if (known && known.town !== draw.town_commitment) return "changed";
    const url = "/tickets/shows/{show_id}/draw/seed";
    this.take(await ask(api.PUT(url, { ...of(this.show), body: { seed } })));
    return "shown";
  }

  async callOff(why: string): Promise<void> {
    const url = "/tickets/shows/{show_id}/draw/end";
    this.take(await ask(api.PUT(url, { ...of(this.show), body: { why } })));
  }

  /** The whole draw, on this device. */
  async check(onpart: (part: number) => void): Promise<Checked> {
    const proof = await ask(api.GET("/tickets/shows/{show_id}/draw/proof", of(this.show)));
    const asked = { ...of(this.show), parseAs: "arrayBuffer" as const };
    const entries = await ask(api.GET("/tickets/shows/{show_id}/draw/entries", asked));
    const own = await kept.keptOf(this.show);
    const round = own?.rounds[1];
    const shown = this.draw?.entry && { id: this.draw.entry.id, early: false };
    const known = {
      ticket: own?.ticket ?? shown ?? null,
      kept: own && round ? { ...own, round } : null,
    };
    return check(proof, new Uint8Array(entries as unknown as ArrayBuffer), known, onpart);
  }
}
