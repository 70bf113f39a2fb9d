"""A trip by road: the way that a ride takes."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Invalid
from leapfrog.places import Point, TownRoads
from leapfrog.rides.hailing.model import MOST_STOPS, DrivenTrip
from leapfrog.rides.model import Waypoint, kept_place

if TYPE_CHECKING:
    from leapfrog.places import DrivingRoute, Roads


class TripWanted(msgspec.Struct, frozen=True):
    """From where to where, and over which places in this order; `here`: where the car is by now,
    which is on the way and no stop; `reached`: those of the stops where it was before.
    """

    origin: Waypoint
    destination: Waypoint
    stops: Sequence[Waypoint] = ()
    here: Waypoint | None = None
    reached: Sequence[Waypoint] = ()


class TripOnMap(msgspec.Struct, frozen=True):
    """A trip, and its line on the map."""

    trip: DrivenTrip
    line: list[Point]


async def trip(database: Database, roads: TownRoads, wanted: TripWanted) -> TripOnMap:
    """The quickest way by road from one place to another, over those between. That takes a while,
    so nobody asks for it with a connection. Raises `Invalid`, `NoMap`, `NoRoad`.
    """
    if len(wanted.stops) > MOST_STOPS:
        raise Invalid(f"At most {MOST_STOPS} stops.")
    start, finish = kept_place(wanted.origin), kept_place(wanted.destination)
    stops = tuple(one for place in wanted.stops if (one := kept_place(place)))
    assert start is not None
    assert finish is not None
    before = [one for one in stops if one in wanted.reached]
    after = [one for one in stops if one not in wanted.reached]
    here = kept_place(wanted.here)
    way = (start, *before, *([here] if here else ()), *after, finish)
    found = await asyncio.to_thread(_route, await roads.now(database), way)
    driven = DrivenTrip(start, finish, round(found.seconds), round(found.metres), stops)
    return TripOnMap(driven, found.line)


def _route(roads: "Roads", way: Sequence[Waypoint]) -> "DrivingRoute":
    start, *via, end = (roads.snap(one.lat, one.lon) for one in way)
    return roads.route(start, end, via)
