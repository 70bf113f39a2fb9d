"""What is written on the map: names of streets, places and parts of the town."""

from collections.abc import Iterable, Iterator, Sequence

import shapely

from leapfrog.places.extract.drawing import LINKS, STREETS
from leapfrog.places.extract.model import Shape, Spot, Way
from leapfrog.places.extract.naming import shown_names
from leapfrog.places.extract.squares import unit
from leapfrog.places.kinds import Kind, kind_of

STREET_ZOOM = 14
# The zoom from which on a place is shown, by its weight: the first that it reaches.
ZOOMS = ((2.5, 13), (1.2, 14), (0, 15))
AREA_ZOOMS = {"city": 10, "town": 10, "village": 11, "suburb": 12, "island": 13}
# Where an id of OSM's is one number, as Planetiler writes it: the id by ten, and what it is.
KINDS_OF_IDS = {"n": 1, "w": 2, "r": 3}


def labels(ways: Iterable[Way], spots: Iterable[Spot], languages: Sequence[str]) -> list[Shape]:
    """All of it as shapes of the layers `street_labels`, `pois` and `place_labels`."""
    return [*_streets(ways, languages), *_places(spots, languages)]


def _streets(ways: Iterable[Way], languages: Sequence[str]) -> Iterator[Shape]:
    for way in ways:
        kind = way.tags.get("highway", "")
        kind = LINKS.get(kind, kind)
        if kind not in STREETS or "name" not in way.tags:
            continue
        line = shapely.LineString(unit(way.lons, way.lats))
        zoom = max(STREET_ZOOM, STREETS[kind])
        yield Shape("street_labels", kind, zoom, line, shown_names(way.tags, languages))


def _places(spots: Iterable[Spot], languages: Sequence[str]) -> Iterator[Shape]:
    for spot in spots:
        kind = kind_of(spot.tags)
        if kind is None:
            continue
        is_area = kind.category == "area"
        more = shown_names(spot.tags, languages)
        if not is_area:
            more = {**more, "category": kind.category}
        point = shapely.Point(unit([spot.lon], [spot.lat])[0])
        layer = "place_labels" if is_area else "pois"
        yield Shape(layer, kind.name, _zoom(kind), point, more, number_of(spot.ident))


def _zoom(kind: Kind) -> int:
    if kind.category == "area":
        return AREA_ZOOMS.get(kind.name, STREET_ZOOM)
    return next(zoom for weight, zoom in ZOOMS if kind.weight >= weight)


def number_of(ident: str) -> int:
    """The id of a place of OSM as a tile has it: `n12` is 121, `w12` 122, `r12` 123."""
    return int(ident[1:]) * 10 + KINDS_OF_IDS[ident[0]]
