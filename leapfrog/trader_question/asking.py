"""Who is asked, and what they said."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.kernel.db import Db
from leapfrog.trader_question import store

# More sales than this within a year are asked about, once a year: from there on platforms report
# who sells (directive 2011/16/EU, annex V, as amended by 2021/514).
OFTEN, YEAR = 30, timedelta(days=365)


class TraderQuestion(msgspec.Struct, frozen=True):
    """How often a shop sold within a year, what went back not counted; `asks`: whether whoever
    leads it is asked if it is a business.
    """

    sales: int
    asks: bool


async def question(db: Db, me: UUID, merchant_id: UUID) -> TraderQuestion:
    """How many sales a shop that I run had within a year, and whether it is asked if a trader runs
    it (after more than 30). Raises `NoMerchant`, `RoleNeeded`, `NoFront`.
    """
    front = await market.look_front(db, me, merchant_id)
    sales = await store.sales_since(db, merchant_id, db.now - YEAR)
    said = front.private_at is not None and front.private_at > db.now - YEAR
    return TraderQuestion(sales, sales > OFTEN and not front.trader and not said)


async def sells_privately(db: Db, me: UUID, merchant_id: UUID) -> TraderQuestion:
    """Notes that a shop is a private person's, as who runs it says: it is not asked again for a
    year. Raises `NoMerchant`, `RoleNeeded`, `NoFront`.
    """
    await market.say_private(db, me, merchant_id)
    return await question(db, me, merchant_id)
