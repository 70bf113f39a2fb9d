"""The escrow's record set: what somebody bought or sold through it."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.pay.escrow import store
from leapfrog.pay.escrow.model import TERMINAL


async def export_trades(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["account"], shown["buyer_account"], shown["seller_account"]
        yield {**shown, "role": one.role(person_id)}


async def erase_trades(db: Db, person_id: UUID) -> int:
    """None: they are the other side's as well. Raises `MoneyLeft` while one is under way."""
    trades = await store.of_person(db, person_id)
    if any(one.state not in TERMINAL for one in trades):
        raise wallet.MoneyLeft
    return 0


RECORD_SETS = (RecordSet("pay_trades", export_trades, None, erase_trades),)
