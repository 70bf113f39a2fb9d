"""SQL that compares orders with the money and the stock below them; each finds what is wrong."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.stock import KNOWN_FOR

# A day less: what is looked at may have been folded a moment ago.
KNOWN = f"$1::timestamptz - interval '{KNOWN_FOR.days - 1} days'"
CHECKS: Mapping[str, str] = {
    "lines": """
select o.id from orders_order o join lateral (
    select coalesce(sum(paid), 0) as paid, coalesce(sum(refunded), 0) as refunded
    from orders_line where order_id = o.id
) l on true
where o.changed_at <= $1 and (l.paid <> o.total or l.refunded <> o.refunded)
""",
    "money": """
select o.id from orders_order o left join escrow_trade e on e.id = o.id
where o.changed_at <= $1 and coalesce(e.changed_at <= $1, true) and (
    e.id is null or e.amount <> o.total or e.refunded <> o.refunded
    or e.released <> o.released or e.refund <> o.refund
    or o.state <> case e.state
        when 'paid' then 'paid' when 'shipped_part' then 'sent_part' when 'shipped' then 'sent'
        when 'received' then 'received' when 'released' then 'done' when 'refunded' then 'returned'
        else '' end
)
""",
    "unsent": """
select o.id from orders_order o join escrow_trade e on e.id = o.id join lateral (
    select sum(paid * (n - cancelled) / n - paid * sent / n) as worth
    from orders_line where order_id = o.id
) l on true
where o.changed_at <= $1 and e.changed_at <= $1 and e.unsent <> l.worth
""",
    # A claim of which nothing is left is known for a time only.
    "stock": f"""
select distinct l.order_id as id from orders_line l
join orders_order o on o.id = l.order_id
left join stock_claim c on c.id = l.claim_id and c.pool_id = l.pool_id
where o.changed_at <= $1 and (
    (c.id is null and (l.sent + l.cancelled < l.n or o.created_at >= {KNOWN}))
    or c.units <> l.n or c.spent <> l.sent or c.freed <> l.freed
    or l.freed <> l.cancelled
)
""",
    "ends": """
select o.id from orders_order o where o.changed_at <= $1 and o.state in ('done', 'returned') and (
    o.ended_at is null or exists (
        select from orders_line l where l.order_id = o.id and l.sent + l.cancelled < l.n
    )
)
""",
    # Nothing waits of its money, and nothing of the stock is set aside for it.
    "over": """
select o.id from orders_order o where o.changed_at <= $1 and o.state in ('done', 'returned') and (
    o.refunded + o.released <> o.total or exists (
        select from orders_line l
        join stock_claim c on c.id = l.claim_id and c.pool_id = l.pool_id
        where l.order_id = o.id and c.units > c.spent + c.freed
    )
)
""",
    # Of what was never sent at all, the coupons are the buyer's again.
    "coupons": """
select o.id from orders_order o where o.changed_at <= $1 and o.state = 'returned'
    and exists (select from coupons_coupon c where c.order_id = o.id and c.state = 'used')
    and not exists (select from orders_line l where l.order_id = o.id and l.sent > 0)
""",
    "cases": """
select o.id from orders_order o left join orders_case c on c.order_id = o.id and c.outcome is null
where o.changed_at <= $1 and (c.id is null) <> (o.refund in ('none', 'agreed', 'judged'))
""",
}


class OrderFault(msgspec.Struct, frozen=True):
    """What does not agree, and of which order."""

    check: str
    order_id: UUID


async def look(db: Db, check: str, until: datetime) -> list[OrderFault]:
    """What one of the checks finds among what has not changed since then."""
    rows = await db.rows(f"{CHECKS[check]} limit 100", until)
    return [OrderFault(check, row[0]) for row in rows]


WAITING = """
select o.id, o.merchant_id, w.why, e.state, e.refund, e.amount - e.refunded - e.released as waits,
    o.currency, coalesce(e.appealed_at, e.due_at, e.changed_at) as since
from escrow_trade e
join orders_order o on o.id = e.id
join lateral (
    select case
        when e.refund = 'appealed' and e.appealed_at <= $2 then 'judging'
        when e.refund <> 'appealed' and e.due_at <= $1 then 'late'
        when e.refund <> 'appealed' and e.due_at is null then 'no_time'
        when o.created_at <= $3 then 'old'
    end as why
) w on w.why is not null
where e.state not in ('released', 'refunded') and e.paid > e.refunded + e.released
    and ($4::timestamptz is null
        or (coalesce(e.appealed_at, e.due_at, e.changed_at), o.id) > ($4, $5::uuid))
order by since, o.id limit $6
"""


class WaitingMoney(msgspec.Struct, frozen=True):
    """Money of an order that waits, and why that is too long."""

    id: UUID
    merchant_id: UUID
    why: str
    state: str
    refund: str
    waits: int
    currency: str
    since: datetime


class TooLong(msgspec.Struct, frozen=True):
    """What is too long: timers due before `late`, appeals from before `judging`, orders from before
    `old`.
    """

    late: datetime
    judging: datetime
    old: datetime


async def waiting_money(db: Db, what: TooLong, after: Position, limit: int) -> list[WaitingMoney]:
    """What waits longest first."""
    place = (after.at, after.id, limit)
    return await db.all_as(WaitingMoney, WAITING, what.late, what.judging, what.old, *place)
