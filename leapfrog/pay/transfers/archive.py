"""Record sets of transfers and requests. Like all money they are no part of an arrival: in another
town they are history to read.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.pay.transfers import requests, settling, store, store_requests


async def export_transfers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["payer"], shown["payee"]
        yield shown


async def export_requests(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_requests.of_person(db, person_id):
        yield msgspec.to_builtins(one)


async def erase_transfers(db: Db, person_id: UUID) -> int:
    """What waits goes back to whoever sent it; the notes of one's own go. The rest is the other
    one's as well, and holds no name.
    """
    for one in await store.waiting(db, person_id):
        end = settling.cancel if one.sender_id == person_id else settling.decline
        await end(db, person_id, one.id)
    return await store.forget_notes(db, person_id)


async def erase_requests(db: Db, person_id: UUID) -> int:
    """Requests for money that wait are given up, and one's own notes go. The rest is the other
    one's as well, and holds no name.
    """
    for one in await store_requests.waiting(db, person_id):
        end = requests.cancel if one.asker_id == person_id else requests.decline
        await end(db, person_id, one.id)
    return await store_requests.forget_notes(db, person_id)


RECORD_SETS = (
    RecordSet("pay_requests", export_requests, None, erase_requests),
    RecordSet("pay_transfers", export_transfers, None, erase_transfers),
)
