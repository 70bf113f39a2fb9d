"""Mercator's unit square, x to the east and y to the south, and the tiles into which it is cut."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from leapfrog.places.model import MOST_LATITUDE, Box, Point

# Beyond its edge a tile holds what is drawn over it: 8 of 256 pixels.
BUFFER = 8 / 256


def unit(lons: Sequence[float], lats: Sequence[float]) -> Any:
    """Degrees as points of the unit square: an array of n × 2."""
    found = np.empty((len(lons), 2))
    # Most lines are short: what is called once for each costs more than what it computes.
    lat = np.radians(np.minimum(np.maximum(lats, -MOST_LATITUDE), MOST_LATITUDE))
    found[:, 0] = lons
    found[:, 0] = (found[:, 0] + 180) / 360
    found[:, 1] = (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2
    return found


def degrees(x: float, y: float) -> Point:
    """A point of the unit square in degrees."""
    return Point(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))), x * 360 - 180)


def unit_box(box: Box) -> tuple[float, float, float, float]:
    """West, north, east and south of a box in the unit square."""
    (west, south), (east, north) = unit([box.west, box.east], [box.south, box.north])
    return float(west), float(north), float(east), float(south)


def tiles_of(box: Box, zooms: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """All tiles (z, x, y) that touch a box."""
    west, north, east, south = unit_box(box)
    for z in zooms:
        last = 2**z - 1
        for x in range(int(west * 2**z), min(int(east * 2**z), last) + 1):
            for y in range(int(north * 2**z), min(int(south * 2**z), last) + 1):
                yield z, x, y


def count_tiles(box: Box, zoom: int) -> int:
    """How many tiles of a zoom touch a box."""
    west, north, east, south = unit_box(box)
    wide, high = (
        int(b * 2**zoom) - int(a * 2**zoom) + 1 for a, b in ((west, east), (north, south))
    )
    return wide * high


def square(z: int, x: int, y: int, buffer: float = 0) -> tuple[float, float, float, float]:
    """The tile in the unit square, with so much of its side around it: west, north, east, south."""
    n = 2**z
    return (x - buffer) / n, (y - buffer) / n, (x + 1 + buffer) / n, (y + 1 + buffer) / n
