"""Record sets of disputes: what somebody objected to or answered, and was told."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.rides_dispute import store


async def export_disputes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person objected to as a rider or answered as a driver, and what they were told."""
    for one in await store.disputes_of_rider(db, person_id):
        told = {"words": one.rider_words, "reason": one.for_rider, "refund": one.refund}
        yield msgspec.to_builtins({"objection": {"ride_id": one.ride_id, **told}})
    for one in await store.disputes_of_driver(db, person_id):
        said = {"words": one.driver_words, "reason": one.for_driver}
        yield msgspec.to_builtins({"answer": {"ride_id": one.ride_id, **said}})


async def erase_disputes(db: Db, person_id: UUID) -> int:
    """Raises `MoneyLeft` while the desk has yet to decide about one of theirs: what goes back could
    not reach them any more.
    """
    if await store.waits_for_ruling(db, person_id):
        raise wallet.MoneyLeft(where="ride")
    return await store.forget_words(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (RecordSet("rides_disputes", export_disputes, None, erase_disputes),)
