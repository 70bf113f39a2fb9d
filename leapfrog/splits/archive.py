"""Record sets of shared bills: what somebody asked for, and what they had a part in."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.splits import leaving, store


async def export_bills(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """As they were asked for."""
    for one in await store.asked_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["payee_account"]
        yield shown


async def export_parts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One's own part in each bill."""
    for one in await store.shares_of(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["person_id"]
        yield shown


async def export_debts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What one owed, or was owed."""
    for one in await store.debts_of(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["payer"]
        yield shown


async def erase_parts(_db: Db, _person_id: UUID) -> int:
    """None: they belong to the others of the bill as well, and hold no name."""
    return 0


RECORD_SETS = (
    RecordSet("pay_bills", export_bills, None, store.forget),
    RecordSet("pay_bill_parts", export_parts, None, erase_parts),
    RecordSet("pay_debts", export_debts, None, leaving.let_go_of),
)
