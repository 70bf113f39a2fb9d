"""The record set of invoices and credit notes of what somebody paid at their door; those that their
shops issued are among all of these shops, in `papers`.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import door_orders, papers
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db


async def export_invoices(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    ids = [one.id for one in await door_orders.of_person(db, person_id)]
    for one in await papers.invoices_of_orders(db, ids):
        yield msgspec.to_builtins(one)
    for credit in await papers.credits_of_orders(db, ids):
        yield msgspec.to_builtins(credit)


async def erase_none(_db: Db, _person_id: UUID) -> int:
    """The law wants both sides to keep what was invoiced."""
    return 0


RECORD_SETS = (RecordSet("door_invoices", export_invoices, None, erase_none),)
