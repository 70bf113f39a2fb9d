"""Record sets of the till: the shops where a person works, and what they paid in shops."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.till import merchants, store
from leapfrog.till.codes import store as codes
from leapfrog.till.merchants import archive as shop_records


async def export_payments(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The oldest first, with the shop's name."""
    paid = await store.paid(db, person_id)
    shops = await merchants.merchants(db, {one.merchant_id for one in paid})
    for one in paid:
        yield {**msgspec.to_builtins(one), "merchant_name": shops[one.merchant_id].name}


async def erase_payments(db: Db, person_id: UUID) -> int:
    """Words beside payments, and keys of payment codes; that something was paid is the shop's
    trade, and named by an id that means nothing then.
    """
    await codes.drop_keys(db, person_id)
    return await store.forget(db, person_id)


# Paid in this town: history elsewhere.
RECORD_SETS = (
    *shop_records.RECORD_SETS,
    RecordSet("till_payments", export_payments, None, erase_payments),
)
