"""Record sets of the desk: what was done for somebody, and where they had money sent."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.pay.desk import store, store_bank


async def export_operations(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["by_id"]
        yield shown


async def export_payouts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store_bank.payouts_of(db, person_id):
        yield msgspec.to_builtins(one)


async def erase_operations(db: Db, person_id: UUID) -> int:
    """The desk's book stays, as the law wants it; it names an empty row from now on."""
    await store.drop_clerk(db, person_id)
    return await store.drop_reference(db, person_id)


async def erase_payouts(db: Db, person_id: UUID) -> int:
    return await store_bank.forget_bank(db, person_id)


RECORD_SETS = (
    RecordSet("pay_desk", export_operations, None, erase_operations),
    RecordSet("pay_payouts", export_payouts, None, erase_payouts),
)
