"""The record set of terms: what somebody drives."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_terms import store


async def export_car(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the car of a driver is, and what it carries."""
    if car := (await store.cars(db, [person_id])).get(person_id):
        told = msgspec.to_builtins(car)
        del told["person_id"]
        yield told


# Another town sees the car for itself.
RECORD_SETS = (RecordSet("ride_terms", export_car, None, store.drop_car),)
