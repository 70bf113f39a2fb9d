"""SQL of what happened on an account. It reads tables of the modules below, which know what a
payment was for.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.payment_history.model import HistorySum, MoneyMovement

# A tip is booked beside the payment to which it belongs, and is one thing with it. What a hold was
# for stands in the hold; what was given back leads to the payment, and that perhaps to a hold.
PURPOSE = """
coalesce(b.ref, case when e.kind in (2, 4) then a.ref else e.ref end)
"""
ORIGIN = """
left join wallet_transfer a on a.id = e.ref and e.kind in (2, 4)
left join wallet_transfer b on b.id = a.ref and a.kind = 2
"""
TIP = """
t.account_id = e.account_id and t.other_id = e.other_id and t.ref = e.ref and t.kind = 0
"""
MOVED = f"""
select
    e.no, e.at, e.id, e.code, e.amount + coalesce(t.amount, 0) as amount, false as held,
    o.kind::text as other_kind, o.owner_id as other_id, {PURPOSE} as purpose
from wallet_entry e
join wallet_account o on o.id = e.other_id
{ORIGIN}
left join wallet_entry t on {TIP} and t.no = e.no + 1 and t.code = 10 and e.code = 1
where e.account_id = $1 and e.no > $2 and e.no < $3 and e.kind in (0, 2, 4)
    and ($4 = 0 or sign(e.amount) = $4)
    and not (e.code = 10 and exists (
        select from wallet_entry t where {TIP} and t.no = e.no - 1 and t.code = 1
    ))
order by e.no desc limit $5
"""
HELD = """
select
    0 as no, e.at, h.id, e.code, -h.amount as amount, true as held, o.kind::text as other_kind,
    o.owner_id as other_id, e.ref as purpose
from wallet_hold h
join wallet_transfer e on e.id = h.id
join wallet_account o on o.id = h.cr
where h.dr = $1
order by e.at desc, h.id
"""
SUMS = """
select e.code, o.kind::text as other_kind, sum(e.amount)::bigint as amount
from wallet_entry e join wallet_account o on o.id = e.other_id
where e.account_id = $1 and e.no > $2 and e.no <= $3 and e.kind in (0, 2, 4)
group by e.code, o.kind, e.amount > 0
order by e.code, o.kind, e.amount > 0
"""
AT = "select number from wallet_at($1, $2)"
PURPOSE_OF = f"""
select {PURPOSE} as purpose from wallet_transfer e {ORIGIN} where e.id = $1
"""
# Each id is of one of them.
NOTES = """
select id, note as said from pay_transfer where id = any($1::uuid[])
union all
select id, note from till_intent where id = any($1::uuid[])
union all
select id, title from splits_split where id = any($1::uuid[])
union all
select id, title from share_rewards_offer where id = any($1::uuid[])
union all
select id, greeting from packets_packet where id = any($1::uuid[])
union all
select i.sale_id, string_agg(i.name, ', ' order by i.place) from vending_item i
where i.sale_id = any($1::uuid[]) group by i.sale_id
union all
select id, plate from rides_ride where id = any($1::uuid[])
union all
select order_id, string_agg(title, ', ' order by no) from orders_line
where order_id = any($1::uuid[]) group by order_id
union all
select order_id, string_agg(title, ', ' order by no) from door_orders_line
where order_id = any($1::uuid[]) group by order_id
union all
select o.id, e.name from tickets_order o
join tickets_show s on s.id = o.show_id join tickets_event e on e.id = s.event_id
where o.id = any($1::uuid[])
union all
select id, note from clearing_payment where id = any($1::uuid[])
"""
# Whoever opened a red packet was paid by its account: it is the sender's all the same.
GIVERS = "select id, sender_id from packets_packet where id = any($1::uuid[])"
# What is paid for goods lies on an account of the trade's own: it is between these two.
TRADERS = "select id, buyer_id, seller_id from escrow_trade where id = any($1::uuid[])"
# What is paid for a ride by hail is held by the town until the driver has it.
# What goes to another town is on the account with that town until it is there.
RIDERS = """
select id, rider_id, driver_id from rides_ride where id = any($1::uuid[])
union all
select
    id, case direction when 'out' then person_id else other_id end,
    case direction when 'out' then other_id else person_id end
from clearing_payment where id = any($1::uuid[])
"""


async def moved(
    db: Db, account_id: int, after: int, before: int, *, sign: int, most: int
) -> list[MoneyMovement]:
    """The newest first, between two numbers; `sign`: 1 what came in, -1 what went out, 0 both."""
    return await db.all_as(MoneyMovement, MOVED, account_id, after, before, sign, most)


async def held(db: Db, account_id: int) -> list[MoneyMovement]:
    """What is promised to others now, the newest first."""
    return await db.all_as(MoneyMovement, HELD, account_id)


async def sums(db: Db, account_id: int, after: int, last: int) -> list[HistorySum]:
    """By reason and kind of the other account, what came in apart from what went out."""
    return await db.all_as(HistorySum, SUMS, account_id, after, last)


async def last_no(db: Db, account_id: int, at: datetime) -> int:
    """The number of the last entry at a moment; 0 before the first."""
    found: int = await db.value(AT, account_id, at)
    return found


async def purpose_of(db: Db, operation_id: UUID) -> UUID | None:
    """For what an operation was."""
    found: UUID | None = await db.value(PURPOSE_OF, operation_id)
    return found


async def notes(db: Db, purposes: Sequence[UUID]) -> dict[UUID, str]:
    """What was said with these things, or what they are called."""
    rows = await db.rows(NOTES, list(purposes))
    return {row[0]: row[1] for row in rows}


async def traders(db: Db, purposes: Sequence[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Buyer and seller of the trades among these things."""
    rows = await db.rows(TRADERS, list(purposes))
    return {row[0]: (row[1], row[2]) for row in rows}


async def riders(db: Db, purposes: Sequence[UUID]) -> dict[UUID, tuple[UUID | None, UUID | None]]:
    """Rider and driver of the rides among these things, payer and payee of what goes between towns;
    None: nobody, or nobody yet.
    """
    rows = await db.rows(RIDERS, list(purposes))
    return {row[0]: (row[1], row[2]) for row in rows}


async def givers(db: Db, purposes: Sequence[UUID]) -> dict[UUID, UUID]:
    """Who sent the red packets among these things."""
    rows = await db.rows(GIVERS, list(purposes))
    return {row[0]: row[1] for row in rows}
