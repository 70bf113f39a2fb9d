"""How long the ways of parcels are by the town's roads. Worked out without a connection: what a
promise or a round needs of it is given to them.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Database
from leapfrog.parcels import store_people
from leapfrog.places import NoMap, NoRoad, Point, TownRoads

if TYPE_CHECKING:
    from leapfrog.places import Roads

# What takes longer is not in this town.
LONGEST = timedelta(hours=2)


class ParcelDrives(msgspec.Struct, frozen=True):
    """By road from a shop to a door, and from a shop to a pickup point; a way that is missing is
    not known.
    """

    to_door: Mapping[UUID, timedelta] = {}
    to_point: Mapping[tuple[UUID, UUID], timedelta] = {}


NO_DRIVES = ParcelDrives()


async def read_drives(
    database: Database, roads: TownRoads, merchants: Iterable[UUID], door: Point | None
) -> ParcelDrives:
    """How long one drives from these shops to a door and to all open points; empty in a town
    without a map. Opens a transaction of its own, and works without a connection.
    """
    async with database.reading() as db:
        terms = await store_people.terms(db, merchants)
        points = await store_people.open_points(db)
    starts = {
        shop: Point(one.lat, one.lon)
        for shop, one in terms.items()
        if one.lat is not None and one.lon is not None
    }
    if not starts:
        return NO_DRIVES
    try:
        network = await roads.now(database)
    except NoMap:
        return NO_DRIVES
    ends = {one.id: Point(one.lat, one.lon) for one in points}
    return await asyncio.to_thread(_drives, network, starts, door, ends)


def _drives(
    network: "Roads", starts: Mapping[UUID, Point], door: Point | None, ends: Mapping[UUID, Point]
) -> ParcelDrives:
    shops, points = _snapped(network, starts), _snapped(network, ends)
    here = _snapped(network, {None: door}) if door else {}
    within = LONGEST.total_seconds()
    to_door, to_point = {}, {}
    if here and shops:
        found = network.times_to([*here.values()], [*shops.values()], within)
        for shop, [seconds] in zip(shops, found.tolist(), strict=True):
            if seconds <= within:
                to_door[shop] = timedelta(seconds=seconds)
    if shops and points:
        # The way back, since shops are few and points may be many: one search for each shop.
        found = network.times_to([*shops.values()], [*points.values()], within)
        for point, row in zip(points, found.tolist(), strict=True):
            for shop, seconds in zip(shops, row, strict=True):
                if seconds <= within:
                    to_point[shop, point] = timedelta(seconds=seconds)
    return ParcelDrives(to_door, to_point)


def _snapped(network: "Roads", where: Mapping[Any, Point]) -> dict[Any, Any]:
    """Those of which there is a road nearby, as the roads know them."""
    found = {}
    for name, at in where.items():
        try:
            found[name] = network.snap(at.lat, at.lon)
        except NoRoad:
            continue
    return found


def table(network: "Roads", places: Sequence[Point]) -> list[list[float | None]]:
    """Seconds by road from each place (row) to each (column); None: there is no way."""
    snapped = _snapped(network, dict(enumerate(places)))
    made: list[list[float | None]] = [[None] * len(places) for _ in places]
    if snapped:
        every = [*snapped.values()]
        found = network.times_to(every, every, LONGEST.total_seconds()).tolist()
        for row, i in zip(found, snapped, strict=True):
            for seconds, j in zip(row, snapped, strict=True):
                made[i][j] = seconds if seconds <= LONGEST.total_seconds() else None
    return made


def line(network: "Roads", places: Sequence[Point]) -> list[Point]:
    """The way over these places on the map; straight where no road leads."""
    drawn: list[Point] = []
    for one, other in pairwise(places):
        try:
            start, end = network.snap(one.lat, one.lon), network.snap(other.lat, other.lon)
            drawn += network.route(start, end).line
        except NoRoad:
            drawn += [one, other]
    return drawn
