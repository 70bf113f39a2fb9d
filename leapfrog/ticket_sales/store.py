"""SQL of an organiser's figures and messages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

BY_CATEGORY = """
select c.n, c.name,
    count(t.id) filter (where t.state in ('valid', 'used')) as sold,
    count(t.id) filter (
        where t.state = 'held' and o.state = 'held' and o.until > $2
    ) as held,
    count(t.id) filter (where t.state = 'used') as entered,
    coalesce(sum(t.price) filter (where t.state in ('valid', 'used')), 0)::bigint as taken,
    count(t.id) filter (where t.state in ('valid', 'used') and o.comp is not null) as comps
from tickets_category c
left join tickets_ticket t on t.show_id = c.show_id and t.category = c.n
left join tickets_order o on o.id = t.order_id
where c.show_id = $1 group by c.n, c.name order by c.n
"""
# Kept is what is held for who has a code, or waits: not for an order. A seat that is sold on is in
# two orders while it is paid, and one place.
PLACES = """
select category, count(*), count(*) filter (
    where state = 'free' or (state = 'held' and until <= $2)
), count(*) filter (
    where state = 'held' and until > $2 and order_id not in (
        select id from tickets_order where show_id = $1
    )
) from tickets_seat where show_id = $1 group by category
"""
# As many as were bought in that hour, also those that were given back since.
BY_HOUR = """
select date_trunc('hour', o.paid_at, 'UTC') as at, t.category, count(*) as sold,
    count(*) filter (where t.state = 'void') as back
from tickets_ticket t join tickets_order o on o.id = t.order_id
where t.show_id = $1 and o.paid_at is not null group by 1, 2 order by 1, 2
"""
BY_MINUTE = """
select date_trunc('minute', used_at, 'UTC') as at, coalesce(used_gate, '') as gate, count(*) as came
from tickets_ticket where show_id = $1 and state = 'used' group by 1, 2 order by 1, 2
"""
ORDERS = """
select id from tickets_order where show_id = $1 and paid_at is not null and amount > 0
"""
LINES = """
select l.id from tickets_order o join concessions_line l on l.order_id = o.id
where o.show_id = $1 and l.state <> 'held' and l.price > 0 and not l.cash
"""
ESCROW = """
select coalesce(sum(paid - refunded - released), 0)::bigint as waiting,
    coalesce(sum(released), 0)::bigint as released,
    coalesce(sum(refunded), 0)::bigint as refunded,
    count(*) filter (where refunded > 0) as refunds,
    min(due_at) filter (where paid > refunded + released) as comes_at
from escrow_trade where id = any($1::uuid[])
"""
# What goes on by itself sooner than that.
DUE_BEFORE = """
select id, due_at from escrow_trade
where id = any($1::uuid[]) and state = 'shipped' and due_at < $2 and ($3::uuid is null or id > $3)
order by id limit $4
"""
TICKETS = """
select t.seat, c.name as category, t.price, coalesce(t.full_price, t.price) as full_price,
    coalesce(p.name, '') as fare, t.state, o.sold_by is not null as box_office,
    o.paid_at as bought_at, t.used_at, coalesce(t.used_gate, '') as gate
from tickets_ticket t join tickets_order o on o.id = t.order_id
join tickets_category c on c.show_id = t.show_id and c.n = t.category
left join concessions_product p on p.id = t.fare_id
where t.show_id = $1 and o.paid_at is not null order by t.seat nulls last, o.paid_at, t.id
"""
PEOPLE = """
select distinct unnest(array[t.holder_id, case
    when o.sold_by is null or o.sold_by <> o.buyer_id then o.buyer_id end])
from tickets_ticket t join tickets_order o on o.id = t.order_id
join tickets_show s on s.id = t.show_id
where t.show_id = $1 and o.paid_at is not null
    and (t.state in ('valid', 'used') or s.state = 'cancelled')
"""
MESSAGE = "id, show_id, by_id, text, people, at"
ADD = f"""
insert into ticket_sales_message ({MESSAGE}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
FIND = f"select {MESSAGE} from ticket_sales_message where id = $1"
OF_SHOW = f"""
select {MESSAGE} from ticket_sales_message where show_id = $1 order by at desc, id limit $2
"""
SINCE = "select count(*) from ticket_sales_message where show_id = $1 and at > $2"
OF_PERSON = f"select {MESSAGE} from ticket_sales_message where by_id = $1 order by at, id"
FORGET = "update ticket_sales_message set text = '' where by_id = $1 and text <> ''"


class CategoryFigures(msgspec.Struct, frozen=True):
    """Tickets of a category; `taken`: what they cost (minor units); `comps`: given for nothing."""

    n: int
    name: str
    sold: int
    held: int
    entered: int
    taken: int
    comps: int


class HourFigures(msgspec.Struct, frozen=True):
    """Tickets of a category that were bought in the hour from `at` on, and `back`: given back
    since.
    """

    at: datetime
    category: int
    sold: int
    back: int


class MinuteFigures(msgspec.Struct, frozen=True):
    """So many came in by a gate in the minute from `at` on."""

    at: datetime
    gate: str
    came: int


class EscrowFigures(msgspec.Struct, frozen=True):
    """Money of a show (minor units): what waits and from when on it comes, what came, what went
    back, in so many orders.
    """

    waiting: int
    released: int
    refunded: int
    refunds: int
    comes_at: datetime | None


class SoldTicket(msgspec.Struct, frozen=True):
    """A ticket without whose it is."""

    seat: int | None
    category: str
    price: int
    full_price: int
    fare: str
    state: str
    box_office: bool
    bought_at: datetime
    used_at: datetime | None
    gate: str


class HolderMessage(msgspec.Struct, frozen=True):
    """What an organiser said to so many people who have tickets of a show."""

    id: UUID
    show_id: UUID
    by_id: UUID
    text: str
    people: int
    at: datetime


async def by_category(db: Db, show_id: UUID) -> list[CategoryFigures]:
    return await db.all_as(CategoryFigures, BY_CATEGORY, show_id, db.now)


async def places(db: Db, show_id: UUID) -> dict[int, tuple[int, int, int]]:
    """Seats of each category, in all, free and kept back."""
    return {row[0]: (row[1], row[2], row[3]) for row in await db.rows(PLACES, show_id, db.now)}


async def by_hour(db: Db, show_id: UUID) -> list[HourFigures]:
    return await db.all_as(HourFigures, BY_HOUR, show_id)


async def by_minute(db: Db, show_id: UUID) -> list[MinuteFigures]:
    return await db.all_as(MinuteFigures, BY_MINUTE, show_id)


async def orders(db: Db, show_id: UUID) -> list[UUID]:
    """The orders of a show that have money in the escrow, or had."""
    return [row[0] for row in await db.rows(ORDERS, show_id)]


async def lines(db: Db, show_id: UUID) -> list[UUID]:
    """The lines of extras of a show that have money in the escrow, or had."""
    return [row[0] for row in await db.rows(LINES, show_id)]


async def escrow_sums(db: Db, trades: Sequence[UUID]) -> EscrowFigures:
    found = await db.one_as(EscrowFigures, ESCROW, trades)
    assert found is not None
    return found


async def due_before(
    db: Db, trades: Sequence[UUID], until: datetime, after: UUID | None, limit: int
) -> dict[UUID, datetime]:
    """Which of these trades would be over by then, and when, by their ids after this one."""
    return dict(await db.rows(DUE_BEFORE, trades, until, after, limit))


async def sold_tickets(db: Db, show_id: UUID) -> list[SoldTicket]:
    """All that were bought, by their seats."""
    return await db.all_as(SoldTicket, TICKETS, show_id)


async def people(db: Db, show_id: UUID) -> list[UUID]:
    """Who has a ticket of a show, or bought one that is good; of a show that is called off who had
    one.
    """
    return [row[0] for row in await db.rows(PEOPLE, show_id) if row[0] is not None]


async def add_message(db: Db, one: HolderMessage) -> bool:
    """False where the id is taken."""
    return await db.run(ADD, *msgspec.structs.astuple(one)) == 1


async def message(db: Db, message_id: UUID) -> HolderMessage | None:
    return await db.one_as(HolderMessage, FIND, message_id)


async def of_show(db: Db, show_id: UUID, limit: int) -> list[HolderMessage]:
    """The newest first."""
    return await db.all_as(HolderMessage, OF_SHOW, show_id, limit)


async def said_within(db: Db, show_id: UUID, time: timedelta) -> int:
    return int(await db.value(SINCE, show_id, db.now - time))


async def of_person(db: Db, person_id: UUID) -> list[HolderMessage]:
    return await db.all_as(HolderMessage, OF_PERSON, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
