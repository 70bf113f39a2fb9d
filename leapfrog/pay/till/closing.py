"""The close of a day: what was taken is the shop's own, and goes on to the owner's purse."""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.pay import merchants
from leapfrog.pay.merchants import LEADING, Merchant
from leapfrog.pay.merchants import store as merchants_store
from leapfrog.pay.posting import post_all
from leapfrog.pay.purses import purse
from leapfrog.pay.till import store_closing
from leapfrog.pay.till.errors import IntentIdUsed
from leapfrog.pay.till.store_closing import Close, Tally
from leapfrog.wallet import Deed, Reason, Transfer, balance, derived_id


async def close_day(db: Db, me: UUID, merchant_id: UUID, close_id: UUID) -> Close:
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
    sums = (sales, sold, refunds, refunded)
    made = Close(close_id, merchant_id, number, me, db.now, *sums, sold - of_today, 0)
    return await _move(db, shop, made)


async def _move(db: Db, shop: Merchant, made: Close) -> Close:
    deeds: list[Deed] = []
    if made.moved:
        taken = derived_id(made.id, "takings")
        deeds.append(_transfer(taken, shop.pending, shop.available, made))
    out = (await balance(db, shop.available)).balance + made.moved if shop.pays_out else 0
    owner = await merchants.owner(db, shop.id)
    if out > 0 and owner is not None:
        closed = msgspec.structs.replace(made, paid_out=out)
        mine = (await purse(db, owner)).id
        deeds.append(_transfer(derived_id(made.id, "out"), shop.available, mine, closed, out))
        made = closed
    await post_all(db, deeds)
    await store_closing.set_close(db, made)
    return made


def _transfer(
    deed_id: UUID, payer: int, payee: int, made: Close, amount: int | None = None
) -> Transfer:
    return Transfer(
        id=deed_id,
        payer=payer,
        payee=payee,
        amount=amount or made.moved,
        code=Reason.PAY_OUT,
        ref=made.id,
    )


async def closings(db: Db, me: UUID, merchant_id: UUID, limit: int = 50) -> list[Close]:
    """The days that are closed, the newest first. Raises `NoMerchant`, `RoleNeeded`."""
    await merchants.enter(db, me, merchant_id, LEADING)
    return await store_closing.closings(db, merchant_id, limit)


async def tally(db: Db, me: UUID, merchant_id: UUID, close_id: UUID | None) -> list[Tally]:
    """A day by cashier and way; None: the one that is open. Raises `NoMerchant`, `RoleNeeded`."""
    await merchants.enter(db, me, merchant_id, LEADING)
    return await store_closing.tally(db, merchant_id, close_id)
