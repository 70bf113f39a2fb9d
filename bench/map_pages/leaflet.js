// Leaflet with protomaps-leaflet, and the same tiles, colours and layers. Its zooms count tiles of
// 256 px, so that one is one more.
const { lat, lon, zoom, colours, greens, streets } = window.__view;
const map = L.map("map", { zoomControl: false, fadeAnimation: false }).setView(
  [lat, lon],
  zoom + 1,
);
const of = (kinds) => (_zoom, feature) => kinds.includes(feature.props.kind);
const polygon = (dataLayer, fill, filter) => ({
  dataLayer,
  symbolizer: new protomapsL.PolygonSymbolizer({ fill }),
  ...(filter && { filter }),
});
const layer = protomapsL.leafletLayer({
  url: "/map/{z}/{x}/{y}",
  maxDataZoom: 15,
  attribution: "© OpenStreetMap contributors",
  backgroundColor: colours.ground,
  paintRules: [
    polygon("land", colours.green, of(greens)),
    polygon("water_polygons", colours.water),
    polygon("buildings", colours.building),
    ...streets.map(([kinds, width]) => ({
      dataLayer: "streets",
      symbolizer: new protomapsL.LineSymbolizer({ color: colours.street, width }),
      filter: of(kinds),
    })),
  ],
  labelRules: [
    {
      dataLayer: "street_labels",
      symbolizer: new protomapsL.LineLabelSymbolizer({
        labelProps: ["name"],
        fill: colours.ink,
        stroke: "#fff",
        width: 2,
        fontSize: 11.5,
        fontFamily: "sans-serif",
      }),
    },
  ],
});
layer.once("load", () => window.__drawn());
layer.addTo(map);
