"""Coupons' record sets: those that somebody took, and those that they made for their shop."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.coupons import store
from leapfrog.coupons.model import state_of
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db


async def export_coupons(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    taken = await store.of_person(db, person_id, None)
    batches = await store.batches(db, {one.batch_id for one in taken})
    for one in taken:
        shown: Record = msgspec.to_builtins(one)
        del shown["person_id"]
        batch = batches[one.batch_id]
        shown["state"] = state_of(one, batch, db.now)
        yield {**shown, "name": batch.name, "until": batch.until.isoformat()}


async def erase_coupons(db: Db, person_id: UUID) -> int:
    """They are gone; what they took off stands in the orders, which are the shops' as well."""
    return await store.forget(db, person_id)


async def export_batches(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.made_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["made_by"]
        yield shown


async def erase_batches(_db: Db, _person_id: UUID) -> int:
    """None: those hold them to whom they were promised."""
    return 0


# A coupon is good at a shop of this town.
RECORD_SETS = (
    RecordSet("coupons", export_coupons, None, erase_coupons),
    RecordSet("coupon_batches", export_batches, None, erase_batches),
)
