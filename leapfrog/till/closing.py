"""The close of a day: what was taken is the shop's own, and goes on to the owner's wallet
account.
"""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import post_all, wallet_account_of
from leapfrog.till import merchants, store_closing
from leapfrog.till.errors import IntentIdUsed
from leapfrog.till.merchants import LEADING, Merchant
from leapfrog.till.merchants import store as merchants_store
from leapfrog.till.store_closing import DayClose, DayTotals
from leapfrog.wallet import Operation, Reason, Transfer, balance


async def close_day(db: Db, me: UUID, merchant_id: UUID, close_id: UUID) -> DayClose:
    """Closes the day: its sales and refunds from the last close until now. The same id again is
    the same close. Raises `NoMerchant`, `RoleNeeded`, `IntentIdUsed`, and what the wallet refuses.
    """
    await merchants.enter(db, me, merchant_id, LEADING)
    shop = await merchants_store.lock(db, merchant_id)
    assert shop is not None
    before = await store_closing.close(db, close_id)
    if before is not None:
        if before.merchant_id != merchant_id:
            raise IntentIdUsed
        return before
    number = await store_closing.add_close(db, close_id, merchant_id, me)
    sales, sold = await store_closing.take_sales(db, merchant_id, close_id)
    refunds, refunded, of_today = await store_closing.take_refunds(db, merchant_id, close_id)
    made = DayClose(
        id=close_id,
        merchant_id=merchant_id,
        number=number,
        by_id=me,
        at=db.now,
        sales=sales,
        sold=sold,
        refunds=refunds,
        refunded=refunded,
        moved=sold - of_today,
        paid_out=0,
    )
    return await _move(db, shop, made)


async def _move(db: Db, shop: Merchant, made: DayClose) -> DayClose:
    operations: list[Operation] = []
    if made.moved:
        taken = derived_id(made.id, "takings")
        operations.append(_transfer(taken, shop.pending, shop.available, made))
    out = (await balance(db, shop.available)).balance + made.moved if shop.pays_out else 0
    owner = await merchants.owner(db, shop.id)
    if out > 0 and owner is not None:
        closed = msgspec.structs.replace(made, paid_out=out)
        mine = (await wallet_account_of(db, owner)).id
        operations.append(_transfer(derived_id(made.id, "out"), shop.available, mine, closed, out))
        made = closed
    await post_all(db, operations)
    await store_closing.set_close(db, made)
    return made


def _transfer(
    operation_id: UUID, payer: int, payee: int, made: DayClose, amount: int | None = None
) -> Transfer:
    return Transfer(
        id=operation_id,
        payer=payer,
        payee=payee,
        amount=amount or made.moved,
        code=Reason.PAY_OUT,
        ref=made.id,
    )


async def closings(db: Db, me: UUID, merchant_id: UUID, limit: int = 50) -> list[DayClose]:
    """The days that are closed, the newest first. Raises `NoMerchant`, `RoleNeeded`."""
    await merchants.enter(db, me, merchant_id, LEADING)
    return await store_closing.closings(db, merchant_id, limit)


async def tally(db: Db, me: UUID, merchant_id: UUID, close_id: UUID | None) -> list[DayTotals]:
    """A day by cashier and way; None: the one that is open. Raises `NoMerchant`, `RoleNeeded`."""
    await merchants.enter(db, me, merchant_id, LEADING)
    return await store_closing.tally(db, merchant_id, close_id)
