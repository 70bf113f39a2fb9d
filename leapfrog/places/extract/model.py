"""What is read from an extract, before anything is made of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from leapfrog.places.model import Box

# shapely's, whose package has no types.
Geometry: TypeAlias = Any


class Shape(msgspec.Struct):
    """Something that is drawn, in Mercator's unit square (y to the south), from a zoom on."""

    layer: str
    kind: str
    zoom: int
    geometry: Geometry
    more: Mapping[str, str | bool] = {}
    ident: int = 0


class Spot(msgspec.Struct, frozen=True):
    """Something with tags at one point: a node, or the middle of an area. `ident` as in OSM, after
    `n`, `w` or `r`.
    """

    ident: str
    lat: float
    lon: float
    tags: Mapping[str, str]


class Way(msgspec.Struct, frozen=True):
    """A road with the ids of its nodes, and where they are (degrees)."""

    id: int
    tags: Mapping[str, str]
    nodes: list[int]
    lats: list[float]
    lons: list[float]


class Restriction(msgspec.Struct, frozen=True):
    """A turn from one way into another at a node that is forbidden, or the `only` one allowed."""

    start: int
    via: int
    end: int
    only: bool


class ReadExtract(msgspec.Struct):
    """All of an extract that the town needs. `reach`: the box in which nothing is missing;
    `signals`: nodes where traffic lights stand.
    """

    box: Box
    reach: Box
    extracted_at: datetime | None
    shapes: list[Shape]
    coasts: list[Geometry]
    spots: list[Spot]
    ways: list[Way]
    restrictions: list[Restriction]
    signals: set[int]
