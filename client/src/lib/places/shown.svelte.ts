import type { Found } from "$lib/parts/map/labels";
import { viewOf, type Point } from "$lib/parts/map/projection";
import { placeOf, whereabouts } from "./finding.svelte";
import { whereOf } from "./naming";
import type { Place } from "./types";

/** A place that somebody looks at: of the town's list, or just a point with a name. */
export type Shown = Omit<Place, "metres" | "source" | "category"> & { category: string };

/** What is known of a point before anybody is asked. */
export const pointed = ({ lat, lon }: Point, name = "", address = ""): Shown => ({
  id: "",
  kind: "",
  category: "",
  name,
  names: {},
  address,
  lat,
  lon,
  hours: "",
});

/** A place, as the map shows what was looked for. */
export const foundOf = ({
  id,
  kind,
  category,
  name,
  names: { en, zh },
  ...point
}: Place): Found => ({
  id,
  kind,
  category,
  names: { name: name || en || zh || "", ...(en && { en }), ...(zh && { zh }) },
  world: viewOf(point, 0),
  area: false,
});

/** The one place whose sheet is open. */
export class Chosen {
  place = $state.raw<Shown | null>(null);
  trouble = $state.raw<unknown>(null);
  private n = 0;

  show(place: Shown | null): void {
    this.n++;
    [this.place, this.trouble] = [place, null];
  }

  /** One of the town's list; what its sign said shows at once. */
  async open(id: string, known: Shown | null = null): Promise<void> {
    this.show(known);
    await this.ask(() => placeOf(id));
  }

  /** Somewhere on the ground: by what it is. */
  async point(at: Point): Promise<void> {
    this.show(pointed(at));
    await this.ask(async () => {
      const found = await whereabouts(at);
      return pointed(at, "", found ? whereOf(found) : "");
    });
  }

  private async ask(asked: () => Promise<Shown>): Promise<void> {
    const n = this.n;
    try {
      const place = await asked();
      if (n === this.n) this.place = place;
    } catch (error) {
      if (n === this.n) this.trouble = error;
    }
  }
}
