"""What the desk sees of what goes on: cars without names, and counts."""

from datetime import timedelta

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.rides_desk import store
from leapfrog.rides_desk.store import CarNow

FRESH = timedelta(seconds=60)


class RidesNow(msgspec.Struct, frozen=True):
    """Cars of which the town has heard within a minute; how many rides are looked for, the longest
    of them for so many seconds, wait for their driver, and are driven.
    """

    cars: list[CarNow]
    looked_for: int
    longest: int
    coming: int
    driven: int


async def rides_now(db: Db) -> RidesNow:
    """All rides and drivers as they are at this moment, for the desk."""
    found = await store.counts(db)
    cars = await store.cars(db, db.now - FRESH)
    return RidesNow(cars, **msgspec.structs.asdict(found))
