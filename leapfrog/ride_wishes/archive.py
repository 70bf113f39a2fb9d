"""Wishes' record set: what somebody has said, for themselves alone."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_wishes import store


async def export_wishes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """As a rider, and as a driver."""
    if women := (await store.riders(db, [person_id])).get(person_id):
        yield {"rider": {"women": women}}
    if woman := (await store.women(db, [person_id])).get(person_id):
        yield msgspec.to_builtins({"driver": woman})
    if home := (await store.homes(db, [person_id])).get(person_id):
        yield msgspec.to_builtins({"home": home})
    if area := (await store.areas(db, [person_id])).get(person_id):
        yield msgspec.to_builtins({"area": area})
    if payment := (await store.payments(db, [person_id])).get(person_id):
        yield msgspec.to_builtins({"payment": payment})


async def erase_wishes(db: Db, person_id: UUID) -> int:
    gone = await store.set_rider(db, person_id, None)
    gone += await store.drop_woman(db, person_id)
    gone += await store.drop_payment(db, person_id)
    gone += await store.drop_area(db, person_id)
    return gone + await store.drop_home(db, person_id)


# What one wishes is said anew in another town, where others confirm it.
RECORD_SETS = (RecordSet("ride_wishes", export_wishes, None, erase_wishes),)
