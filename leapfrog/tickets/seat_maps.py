"""What of a show is free at this moment, for who looks at it: when a sale begins these are many at
once, and those who look together ask together.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.batcher import READING_PATIENCE, HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.tickets import standing, store, store_seats
from leapfrog.tickets.errors import NoShow


class StandingLeft(msgspec.Struct, frozen=True):
    """How many places a category without seats has left."""

    category: int
    left: int


class SeatsNow(msgspec.Struct, frozen=True):
    """`seats`: one character for each in the order of the plan: `0` free, `1` held, `2` sold,
    `3` given up by who has it, to be had for what they paid.
    """

    seats: str
    standing: list[StandingLeft]


async def look(db: Db, shows: Sequence[UUID]) -> list[SeatsNow | Problem]:
    """Which seats of each of these shows are free, in their order, or `NoShow`."""
    maps = await store_seats.seat_maps(db, list(set(shows)))
    found = {show: SeatsNow(seats, []) for show, seats in maps.items()}
    left = await standing.left(db, await store.categories(db, list(found)))
    for (show, category), units in left.items():
        found[show].standing.append(StandingLeft(category, units))
    return [found.get(one) or NoShow() for one in shows]


LOOKING: HotVerb[UUID, SeatsNow] = HotVerb(
    look, key=lambda one: one, one_statement=True, patience=READING_PATIENCE
)
