"""Pages of one map each: ours, MapLibre GL, Leaflet with protomaps-leaflet."""
