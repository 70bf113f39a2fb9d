"""Places and the map: where things are, drawn, found and reached."""

from leapfrog.places.building import BuiltMap, built, put_up
from leapfrog.places.errors import BadExtract, NoMap, NoPlace, NoRoad
from leapfrog.places.finding import find, place, town_map
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
from leapfrog.places.tiles import Tiles

__all__ = [
    "BadExtract",
    "Box",
    "BuiltMap",
    "MapOptions",
    "MapSummary",
    "NoMap",
    "NoPlace",
    "NoRoad",
    "Point",
    "Tiles",
    "TownMap",
    "TownPlace",
    "ask_for_map",
    "built",
    "find",
    "place",
    "point_of",
    "put_up",
    "read_box",
    "town_map",
    "works",
]
