"""Places and the map: where things are, drawn, found and reached."""

from leapfrog.places.archive import RECORD_SETS
from leapfrog.places.building import BuiltMap, built, put_up
from leapfrog.places.driving import open_roads
from leapfrog.places.errors import BadExtract, NoMap, NoPlace, NoRoad
from leapfrog.places.finding import find, place, town_map, whereabouts
from leapfrog.places.jobs import ask_for_map, works
from leapfrog.places.model import (
    Box,
    MapOptions,
    MapSummary,
    Point,
    TownMap,
    TownPlace,
    point_of,
    read_box,
)
from leapfrog.places.pinning import Pin, pin, unpin
from leapfrog.places.stills import StillFrame, picture
from leapfrog.places.tiles import Tiles

__all__ = [
    "RECORD_SETS",
    "BadExtract",
    "Box",
    "BuiltMap",
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
    "ask_for_map",
    "built",
    "find",
    "open_roads",
    "picture",
    "pin",
    "place",
    "point_of",
    "put_up",
    "read_box",
    "town_map",
    "unpin",
    "whereabouts",
    "works",
]
