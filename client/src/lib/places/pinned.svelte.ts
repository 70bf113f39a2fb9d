/** What people of the town have put on its map themselves: shops, machines, venues, ranks. */
import { api, ask } from "$lib/kernel/api";
import { pointOf, type View } from "$lib/parts/map/projection";
import type { Place } from "./types";

/** In tiles: so far around the middle it is asked for, and anew once the middle has moved so far. */
const REACH = 1.5;
const MOVED = 0.5;

export class Pinned {
  places = $state.raw<Place[]>([]);
  private seen: View | null = null;
  private n = 0;

  /** Looks what is near what the map shows; without a line it stays as it is. */
  async look(view: View): Promise<void> {
    const { x, y } = view;
    const zoom = Math.round(view.zoom);
    const side = 2 ** -zoom;
    const { seen } = this;
    if (seen?.zoom === zoom && Math.hypot(x - seen.x, y - seen.y) < MOVED * side) return;
    this.seen = { x, y, zoom };
    const n = ++this.n;
    const far = REACH * side;
    const low = pointOf({ x: x - far, y: y + far });
    const high = pointOf({ x: x + far, y: y - far });
    const box = [low.lon, low.lat, high.lon, high.lat].map((one) => one.toFixed(6)).join();
    try {
      const query = { box, zoom, own: true };
      const { clusters } = await ask(api.GET("/places/in", { params: { query } }));
      if (n === this.n) this.places = clusters.map(({ place }) => place);
    } catch {
      if (n === this.n) this.seen = null;
    }
  }
}
