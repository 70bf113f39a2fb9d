"""SQL of refunds, and of the close of a day."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

REFUND = """
insert into till_refund (id, intent_id, merchant_id, amount, why, by_id, at, late)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
FIND_REFUND = """
select id, intent_id, amount, why, by_id, at, late from till_refund where id = $1
"""
REFUNDS = """
select id, intent_id, amount, why, by_id, at, late from till_refund where intent_id = $1 order by at
"""
NUMBER = "select coalesce(max(number), 0) + 1 from till_close where merchant_id = $1"
# A day is what no day has yet. The sums come from the rows that were taken, not from a balance.
TAKE_SALES = """
with taken as (
    update till_intent set close_id = $2
    where merchant_id = $1 and close_id is null and transfer_id is not null returning amount
) select count(*), coalesce(sum(amount), 0)::bigint from taken
"""
TAKE_REFUNDS = """
with taken as (
    update till_refund set close_id = $2 where merchant_id = $1 and close_id is null
    returning amount, late
)
select count(*), coalesce(sum(amount), 0)::bigint,
    coalesce(sum(amount) filter (where not late), 0)::bigint
from taken
"""
ADD_CLOSE = """
insert into till_close
(id, merchant_id, number, by_id, at, sales, sold, refunds, refunded, moved, paid_out)
values ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0)
"""
SET_CLOSE = """
update till_close set sales = $2, sold = $3, refunds = $4, refunded = $5, moved = $6, paid_out = $7
where id = $1
"""
COLUMNS = """
id, merchant_id, number, by_id, at, sales, sold, refunds, refunded, moved, paid_out
"""
FIND_CLOSE = f"select {COLUMNS} from till_close where id = $1"
CLOSINGS = f"""
select {COLUMNS} from till_close where merchant_id = $1 order by number desc limit $2
"""
TALLY = """
select by_id, channel, count(*) as sales, sum(amount)::bigint as sold,
    sum(refunded)::bigint as refunded
from till_intent
where merchant_id = $1 and close_id is not distinct from $2 and transfer_id is not null
group by 1, 2 order by 4 desc, 1, 2
"""


class Refunded(msgspec.Struct, frozen=True):
    """What was given back of a payment; `late`: after its day was closed."""

    id: UUID
    intent_id: UUID
    amount: int
    why: str
    by_id: UUID
    at: datetime
    late: bool


class DayClose(msgspec.Struct, frozen=True):
    """A day that is closed. `moved`: what came from the takings to the shop; `paid_out`: what of
    that, and of what lay there, went on to the owner's wallet account.
    """

    id: UUID
    merchant_id: UUID
    number: int
    by_id: UUID
    at: datetime
    sales: int
    sold: int
    refunds: int
    refunded: int
    moved: int
    paid_out: int


class DayTotals(msgspec.Struct, frozen=True):
    """What came by one cashier and way in a day; `by_id` None: typed by the payers themselves."""

    by_id: UUID | None
    channel: str
    sales: int
    sold: int
    refunded: int


async def add_refund(db: Db, merchant_id: UUID, made: Refunded) -> None:
    given = (made.id, made.intent_id, merchant_id, made.amount, made.why)
    await db.run(REFUND, *given, made.by_id, made.at, made.late)


async def refund(db: Db, refund_id: UUID) -> Refunded | None:
    return await db.one_as(Refunded, FIND_REFUND, refund_id)


async def refunds(db: Db, intent_id: UUID) -> list[Refunded]:
    return await db.all_as(Refunded, REFUNDS, intent_id)


async def add_close(db: Db, close_id: UUID, merchant_id: UUID, by: UUID) -> int:
    """The shop is locked. Answers the day's number."""
    number = int(await db.value(NUMBER, merchant_id))
    await db.run(ADD_CLOSE, close_id, merchant_id, number, by, db.now)
    return number


async def take_sales(db: Db, merchant_id: UUID, close_id: UUID) -> tuple[int, int]:
    """(count, sum) of the sales that are in the day from now on."""
    row = await db.row(TAKE_SALES, merchant_id, close_id)
    assert row is not None
    return row[0], row[1]


async def take_refunds(db: Db, merchant_id: UUID, close_id: UUID) -> tuple[int, int, int]:
    """(count, sum, sum of what went back out of the day's own takings)."""
    row = await db.row(TAKE_REFUNDS, merchant_id, close_id)
    assert row is not None
    return row[0], row[1], row[2]


async def set_close(db: Db, close: DayClose) -> None:
    sums = (close.sales, close.sold, close.refunds, close.refunded, close.moved, close.paid_out)
    await db.run(SET_CLOSE, close.id, *sums)


async def close(db: Db, close_id: UUID) -> DayClose | None:
    return await db.one_as(DayClose, FIND_CLOSE, close_id)


async def closings(db: Db, merchant_id: UUID, limit: int) -> list[DayClose]:
    """The newest first."""
    return await db.all_as(DayClose, CLOSINGS, merchant_id, limit)


async def tally(db: Db, merchant_id: UUID, close_id: UUID | None) -> list[DayTotals]:
    """Of a day that is closed, or of the one that is open."""
    return await db.all_as(DayTotals, TALLY, merchant_id, close_id)
