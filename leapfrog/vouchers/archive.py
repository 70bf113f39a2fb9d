"""Record sets of vouchers: what somebody used, and the batches that they made for their shop."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.vouchers import store


async def export_uses(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["person_id"]
        yield shown


async def erase_uses(db: Db, person_id: UUID) -> int:
    """That a code was used stays: it is counted. By whom is forgotten."""
    return await store.forget(db, person_id)


async def export_batches(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.made_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["made_by"]
        yield shown


async def erase_batches(db: Db, person_id: UUID) -> int:
    """They are promised to those who have the codes; what they were called is forgotten."""
    return await store.nameless(db, person_id)


# A voucher is good at a shop of this town.
RECORD_SETS = (
    RecordSet("voucher_uses", export_uses, None, erase_uses),
    RecordSet("voucher_batches", export_batches, None, erase_batches),
)
