"""What of OpenStreetMap is drawn, in which layer, from which zoom on.

Layers and kinds are named as in the Shortbread schema (https://shortbread-tiles.org/schema/1.0/).
"""

from collections.abc import Mapping

from leapfrog.places.extract.model import Geometry, Shape

Tags = Mapping[str, str]
WATER = {"bay", "water"}
# By key, the values that are land of a colour of its own, and the zoom from which on.
LAND: Mapping[str, Mapping[str, int]] = {
    "landuse": {
        "forest": 10,
        "grass": 13,
        "meadow": 12,
        "recreation_ground": 12,
        "cemetery": 12,
        "allotments": 13,
        "orchard": 12,
        "vineyard": 12,
        "village_green": 13,
    },
    "leisure": {"park": 11, "garden": 13, "pitch": 14, "playground": 14, "golf_course": 12},
    "natural": {"wood": 10, "grassland": 12, "scrub": 12, "beach": 12, "sand": 12, "heath": 12},
    "amenity": {"grave_yard": 12},
}
STREETS: Mapping[str, int] = {
    "motorway": 10,
    "trunk": 10,
    "primary": 10,
    "secondary": 11,
    "tertiary": 12,
    "unclassified": 13,
    "residential": 13,
    "living_street": 13,
    "pedestrian": 13,
    "service": 14,
    "track": 14,
    "footway": 15,
    "cycleway": 15,
    "path": 15,
    "steps": 15,
    "bridleway": 15,
}
LINKS = {f"{name}_link": name for name in ("motorway", "trunk", "primary", "secondary", "tertiary")}
RAILS: Mapping[str, int] = {"rail": 11, "light_rail": 12, "tram": 14}
NO = {"no", None}


def area_shape(tags: Tags, geometry: Geometry) -> Shape | None:
    """How an area is drawn, if it is."""
    if tags.get("building") not in NO and tags.get("location") != "underground":
        return Shape("buildings", "building", 14, geometry)
    if tags.get("natural") in WATER or tags.get("waterway") in ("riverbank", "dock"):
        return Shape("water_polygons", tags.get("water", "water"), 10, geometry)
    if tags.get("landuse") in ("basin", "reservoir"):
        return Shape("water_polygons", "basin", 12, geometry)
    for key, values in LAND.items():
        if zoom := values.get(tags.get(key, "")):
            return Shape("land", tags[key], zoom, geometry)
    if tags.get("highway") == "pedestrian" or tags.get("place") == "square":
        return Shape("land", "pedestrian", 14, geometry)
    return None


def line_shape(tags: Tags, geometry: Geometry) -> Shape | None:
    """How a line is drawn, if it is."""
    if tags.get("area") == "yes":
        return None
    highway = tags.get("highway", "")
    kind = LINKS.get(highway, highway)
    rail = tags.get("railway", "")
    tunnel = tags.get("tunnel") not in NO
    if kind in STREETS and tags.get("indoor") != "yes":
        more = _flags(tunnel=tunnel, bridge=tags.get("bridge") not in NO, link=kind != highway)
        return Shape("streets", kind, STREETS[kind], geometry, more)
    if rail in RAILS and not tunnel and tags.get("service") != "yard":
        return Shape("streets", rail, RAILS[rail], geometry, {"rail": True})
    if tags.get("waterway") in ("river", "canal", "stream") and not tunnel:
        zoom = 14 if tags["waterway"] == "stream" else 11
        return Shape("water_lines", tags["waterway"], zoom, geometry)
    if tags.get("man_made") in ("pier", "breakwater"):
        return Shape("streets", "pier", 14, geometry)
    return None


def _flags(**told: bool) -> Mapping[str, bool]:
    return {name: value for name, value in told.items() if value}
