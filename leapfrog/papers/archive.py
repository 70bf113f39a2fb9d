"""The record sets of papers: invoices and credit notes of what somebody bought, and of what their
shops sold.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.papers import store


async def export_bought(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_buyer(db, person_id):
        yield msgspec.to_builtins(one)
    for credit in await store.credits_of_buyer(db, person_id):
        yield msgspec.to_builtins(credit)


async def export_sold(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    shops = await till.shops_owned(db, person_id)
    for one in await store.of_shops(db, shops):
        yield msgspec.to_builtins(one)
    for credit in await store.credits_of_shops(db, shops):
        yield msgspec.to_builtins(credit)


async def erase_none(_db: Db, _person_id: UUID) -> int:
    """The law wants both sides to keep what was invoiced."""
    return 0


RECORD_SETS = (
    RecordSet("papers_bought", export_bought, None, erase_none),
    RecordSet("papers_sold", export_sold, None, erase_none),
)
