"""Where riders were looking for a taxi lately: counted by cells, so that nobody can be told apart.

A cell is a tile of the map at zoom 16 (some 300 to 600 metres wide), as the client knows them.
"""

import math
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import rides
from leapfrog.driver_days import store
from leapfrog.driver_days.model import AskedLately
from leapfrog.kernel.db import Db
from leapfrog.places import Point

ZOOM = 16
LATELY = timedelta(minutes=30)
# Fewer people than that in a cell are nobody's business.
FEWEST = 3
# Where Mercator's square ends.
MOST_LATITUDE = 85.0511287798066


class HeatCell(msgspec.Struct, frozen=True):
    """How many people asked for a ride in this tile of zoom 16 within the last thirty
    minutes, three or more; for how many of them nobody came; the tile's middle, in degrees.
    """

    x: int
    y: int
    people: int
    unserved: int
    middle: Point


async def heat_now(db: Db, me: UUID) -> list[HeatCell]:
    """The hottest first, for drivers whom the desk has checked. Raises `NotDriving`,
    `NotVetted`.
    """
    driver = await rides.ride_driver(db, me)
    if driver.vetting != "checked":
        raise rides.NotVetted
    return cells(await store.asked_since(db, db.now - LATELY))


def cells(asked: Iterable[AskedLately]) -> list[HeatCell]:
    """Counts people, each once in a cell, and leaves out where fewer than three were; pure."""
    found: dict[tuple[int, int], dict[UUID, bool]] = {}
    for one in asked:
        here = found.setdefault(tile(one.lat, one.lon), {})
        # Who tried again and was driven in the end was served.
        here[one.rider_id] = here.get(one.rider_id, True) and one.unserved
    shown = [
        HeatCell(x, y, len(here), sum(here.values()), middle(x, y))
        for (x, y), here in found.items()
        if len(here) >= FEWEST
    ]
    return sorted(shown, key=lambda one: (-one.people, -one.unserved, one.x, one.y))


def tile(lat: float, lon: float) -> tuple[int, int]:
    """The number of the tile of zoom 16 (Web Mercator, XYZ) in which that is."""
    side = 1 << ZOOM
    north = math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, lat)))
    x = int((lon + 180) / 360 * side)
    y = int((1 - math.asinh(math.tan(north)) / math.pi) / 2 * side)
    return min(max(x, 0), side - 1), min(max(y, 0), side - 1)


def middle(x: int, y: int) -> Point:
    """Of that tile, in degrees."""
    side = 1 << ZOOM
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / side))))
    return Point(lat, (x + 0.5) / side * 360 - 180)
