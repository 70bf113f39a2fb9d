// MapLibre GL with the same tiles, colours and layers; its worker is found beside it.
import * as maplibre from "/peers/maplibre-gl/dist/maplibre-gl.mjs";

const { lat, lon, zoom, colours, greens, streets } = window.__view;
const fill = (id, layer, color, filter) => ({
  id,
  type: "fill",
  source: "town",
  "source-layer": layer,
  paint: { "fill-color": color },
  ...(filter && { filter }),
});
const map = new maplibre.Map({
  container: "map",
  center: [lon, lat],
  zoom,
  fadeDuration: 0,
  attributionControl: { compact: false },
  style: {
    version: 8,
    sources: {
      town: {
        type: "vector",
        tiles: [`${location.origin}/map/{z}/{x}/{y}`],
        minzoom: 10,
        maxzoom: 15,
        attribution: "© OpenStreetMap contributors",
      },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colours.ground } },
      fill("green", "land", colours.green, ["in", ["get", "kind"], ["literal", greens]]),
      fill("water", "water_polygons", colours.water),
      fill("building", "buildings", colours.building),
      ...streets.map(([kinds, width]) => ({
        id: kinds[0],
        type: "line",
        source: "town",
        "source-layer": "streets",
        filter: ["in", ["get", "kind"], ["literal", kinds]],
        paint: { "line-color": colours.street, "line-width": width },
      })),
      {
        id: "names",
        type: "symbol",
        source: "town",
        "source-layer": "street_labels",
        layout: {
          "symbol-placement": "line",
          "text-field": ["get", "name"],
          "text-size": 11.5,
          "text-font": ["sans-serif"],
        },
        paint: { "text-color": colours.ink, "text-halo-color": "#fff", "text-halo-width": 1.5 },
      },
    ],
  },
});
map.once("idle", () => window.__drawn());
