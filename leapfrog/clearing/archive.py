"""Record sets of money between towns. Like all money it is no part of an arrival: in another town
it is history to read.
"""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog.clearing import requests, store, taking
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db


async def export_payments(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """With the receipt that the town that paid signed."""
    for one in await store.of_person(db, person_id):
        yield store.values(one)


async def export_requests(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.requests_of(db, person_id):
        yield store.values(one)


async def erase_payments(db: Db, person_id: UUID) -> int:
    """What nobody decided goes back to whose it is, or is given up; one's notes go. The rest both
    towns need for their books, and it holds no name.
    """
    given_up = await taking.give_up(db, person_id)
    return given_up + await store.forget_notes(db, person_id)


async def erase_requests(db: Db, person_id: UUID) -> int:
    """Requests for money to and from other towns that nobody decided are given up; one's notes go.
    The rest both towns need for their books, and it holds no name.
    """
    await requests.give_up(db, person_id)
    return await store.forget_request_notes(db, person_id)


RECORD_SETS = (
    RecordSet("town_money_requests", export_requests, None, erase_requests),
    RecordSet("town_payments", export_payments, None, erase_payments),
)
