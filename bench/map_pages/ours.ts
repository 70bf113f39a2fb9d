/** The town's own map, alone on a page. `%CLIENT%`: where its sources are. */
import { TownMap } from "%CLIENT%/src/lib/parts/map/engine";
import { viewOf } from "%CLIENT%/src/lib/parts/map/projection";
import { Tiles } from "%CLIENT%/src/lib/parts/map/tiles";
import { listen } from "%CLIENT%/src/lib/parts/map/touch";

const { lat, lon, zoom, box } = window.__view;
const tiles = new Tiles({ min: 10, max: 15 }, async ({ z, x, y }) => {
  const answer = await fetch(`/map/${z}/${x}/${y}`);
  return answer.status === 204 ? null : new Uint8Array(await answer.arrayBuffer());
});
const room = document.getElementById("map");
const plane = room.querySelector(".plane");
const words = plane.querySelector("canvas");
const map = new TownMap(plane, words, {
  tiles,
  bounds: box,
  looks: () => ({ icon: "", hue: "grey", far: false }),
  language: "en",
  view: viewOf({ lat, lon }, zoom),
  onview: () => {},
  // Asked before the first tile is wanted, it is not busy either: only a map with tiles counts.
  onstate: (busy) => {
    if (!busy && plane.querySelectorAll("canvas").length > 1) window.__drawn();
  },
});
map.resize({ width: innerWidth, height: innerHeight });
listen(room, {
  hold: () => map.halt(),
  drag: (dx, dy) => map.drag(dx, dy),
  zoom: (by, at) => map.zoom(by, at),
  nearer: (at) => map.flyBy(0, 0, 1, at),
  rest: (speed) => map.glide(speed),
  tap: () => {},
});
