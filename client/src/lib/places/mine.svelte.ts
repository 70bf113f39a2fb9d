import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { OwnPlace } from "./types";

/** There is one home and one work; of favourites there are many. */
export type Word = "home" | "work" | "favourite";
type Spot = { lat: number; lon: number; name: string };

const ONE = "/places/mine/{word}";
const of = (word: string) => ({ params: { path: { word } } });
/** About a metre: the same place, however it was found. */
const FINE = 1e5;
const same = (a: Spot, b: Spot) =>
  Math.abs(a.lat - b.lat) * FINE < 1 && Math.abs(a.lon - b.lon) * FINE < 1;

export const kindOfWord = (word: string): Word =>
  word === "home" || word === "work" ? word : "favourite";

const wordFor = (kind: Word, { lat, lon }: Spot): string =>
  kind === "favourite" ? `${kind}-${Math.round(lat * FINE)}-${Math.round(lon * FINE)}` : kind;

/** The places that somebody keeps for themselves; nobody else sees them. */
class Mine extends Kept<OwnPlace[]> {
  constructor() {
    super("places.mine", async () => (await ask(api.GET("/places/mine"))).places);
  }

  private kept(kind: Word, place: Spot): OwnPlace | undefined {
    return this.value?.find((one) => kindOfWord(one.word) === kind && same(one, place));
  }

  is(kind: Word, place: Spot): boolean {
    return this.kept(kind, place) !== undefined;
  }

  /** Keeps a place, or no longer. */
  async toggle(kind: Word, place: Spot): Promise<void> {
    const kept = this.kept(kind, place);
    const { lat, lon, name } = place;
    if (kept) await ask(api.DELETE(ONE, of(kept.word)));
    else await ask(api.PUT(ONE, { ...of(wordFor(kind, place)), body: { lat, lon, name } }));
    await this.read();
  }
}

export const mine = new Mine();
