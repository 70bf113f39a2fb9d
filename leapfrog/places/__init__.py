"""Places and the map: where things are, drawn, found and reached."""

from typing import TYPE_CHECKING

from leapfrog.places.archive import RECORD_SETS
from leapfrog.places.building import BuiltMap, built, put_up
from leapfrog.places.driving import TownRoads, roads_of
from leapfrog.places.errors import BadExtract, NoMap, NoPlace, NoRoad
from leapfrog.places.finding import (
    addresses_at,
    find,
    place,
    place_on_map,
    town_map,
    whereabouts,
)
from leapfrog.places.jobs import ask_for_map, works
from leapfrog.places.model import (
    Box,
    Category,
    DrivingRoute,
    MapOptions,
    MapSummary,
    Point,
    TownMap,
    TownPlace,
    metres_apart,
    pin_of,
    point_of,
    read_box,
    read_point,
)
from leapfrog.places.nearness import nearest
from leapfrog.places.pinning import Pin, pin, unpin
from leapfrog.places.stills import StillFrame, picture
from leapfrog.places.tiles import Tiles

if TYPE_CHECKING:
    # Whose code is loaded by who asks `TownRoads` for them, and by nobody else.
    from leapfrog.places.roads.network import Roads as Roads

__all__ = [
    "RECORD_SETS",
    "BadExtract",
    "Box",
    "BuiltMap",
    "Category",
    "DrivingRoute",
    "MapOptions",
    "MapSummary",
    "NoMap",
    "NoPlace",
    "NoRoad",
    "Pin",
    "Point",
    "StillFrame",
    "Tiles",
    "TownMap",
    "TownPlace",
    "TownRoads",
    "addresses_at",
    "ask_for_map",
    "built",
    "find",
    "metres_apart",
    "nearest",
    "picture",
    "pin",
    "pin_of",
    "place",
    "place_on_map",
    "point_of",
    "put_up",
    "read_box",
    "read_point",
    "roads_of",
    "town_map",
    "unpin",
    "whereabouts",
    "works",
]
