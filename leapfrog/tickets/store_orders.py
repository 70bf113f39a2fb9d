"""SQL of orders and tickets."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets.model import ShowSums, Ticket, TicketOrder

COLUMNS = """
id, show_id, buyer_id, state, amount, refunded, count, until, made_at, paid_at, problem, sold_by,
cash, cash_back, changed_from, given_up_at, party_id, comp
"""
ADD = """
insert into tickets_order (
    id, show_id, buyer_id, state, amount, refunded, count, until, made_at, paid_at, problem
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
"""
FIND = f"select {COLUMNS} from tickets_order where id = $1"
LOCK = f"{FIND} for update"
ORDERS = f"select {COLUMNS} from tickets_order where id = any($1::uuid[])"
# What somebody sells at the box office is not their own.
OF_BUYER = f"""
select {COLUMNS} from tickets_order
where buyer_id = $1 and state <> 'lapsed' and (sold_by is null or sold_by <> buyer_id)
order by made_at desc, id limit $2
"""
# Of a cancelled show, what still has money in it; a fixed order, and nobody twice.
TO_REFUND = f"""
select {COLUMNS} from tickets_order
where show_id = $1 and state in ('paid', 'part_refunded') and given_up_at is null
    and ($2::uuid is null or id > $2)
order by id limit $3 for update
"""
HELD = """
select id from tickets_order where show_id = $1 and state = 'held' order by id for update
"""
MINE_HELD = f"""
select {COLUMNS} from tickets_order
where show_id = $1 and buyer_id = $2 and state = 'held'
    and (sold_by is null or sold_by <> buyer_id)
order by id for update
"""
SET = """
update tickets_order set state = $2, refunded = $3, paid_at = $4, problem = $5 where id = $1
"""
GIVE_UP = "update tickets_order set given_up_at = $2 where id = any($1::uuid[])"
GIVEN_UP = f"""
select {COLUMNS} from tickets_order
where given_up_at is not null and state in ('paid', 'part_refunded')
order by given_up_at, id limit $1
"""
SELL_AT_DESK = "update tickets_order set sold_by = $2 where id = $1"
PAID_IN_CASH = """
update tickets_order set cash = amount + $2, amount = 0 where id = $1
"""
NOBODYS = "update tickets_ticket set holder_id = null where order_id = $1"
COMP = "update tickets_order set comp = $2 where id = $1"
RESEAT = "update tickets_ticket set seat = $2, turn = turn + 1 where id = $1"
CASH_BACK = "update tickets_order set cash_back = $2 where id = $1"
TAKE_OVER = "update tickets_order set buyer_id = $2 where id = $1"
HOLD_TICKETS = "update tickets_ticket set holder_id = $2 where order_id = $1"
CHANGED_FROM = "update tickets_order set changed_from = $2 where id = $1"
TICKET_COLUMNS = """
id, order_id, show_id, holder_id, seat, category, price, state, turn, used_at, used_gate,
full_price, fare_id
"""
ADD_TICKETS = """
insert into tickets_ticket (id, order_id, show_id, holder_id, seat, category, price, state)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
OF_ORDERS = f"""
select {TICKET_COLUMNS} from tickets_ticket where order_id = any($1::uuid[])
order by order_id, seat, id
"""
OF_HOLDER = f"""
select {TICKET_COLUMNS} from tickets_ticket
where holder_id = $1 and state in ('valid', 'used') order by show_id, seat, id limit $2
"""
OF_HOLDER_SINCE = f"""
select {", ".join(f"t.{one.strip()}" for one in TICKET_COLUMNS.split(","))}
from tickets_ticket t join tickets_show s on s.id = t.show_id
where t.holder_id = $1 and t.state in ('valid', 'used') and s.ends_at > $2
order by s.starts_at desc, s.id, t.seat, t.id limit $3
"""
TICKET = f"select {TICKET_COLUMNS} from tickets_ticket where id = $1"
LOCK_TICKETS = f"""
select {TICKET_COLUMNS} from tickets_ticket where id = any($1::uuid[]) order by id for update
"""
VALID = "update tickets_ticket set state = 'valid' where order_id = $1 and state = 'held'"
VOID = """
update tickets_ticket set state = 'void', used_at = null, used_gate = null, used_scan = null
where id = any($1::uuid[])
"""
VOID_ORDERS = """
update tickets_ticket set state = 'void', used_at = null, used_gate = null, used_scan = null
where order_id = any($1::uuid[]) and state <> 'void'
"""
GIVE = """
update tickets_ticket set holder_id = $2, turn = turn + 1 where id = $1
"""
COUNT = """
select count(*) from tickets_ticket t join tickets_order o on o.id = t.order_id
where t.show_id = $1 and o.buyer_id = $2
    and (o.sold_by is null or o.sold_by <> o.buyer_id)
    and (t.state in ('valid', 'used') or (t.state = 'held' and o.state = 'held' and o.until > $3))
"""
# Who sold tickets at the box office has none of them; of a show that is called off none is good.
TAKES_PART = """
select exists (
    select from tickets_ticket t join tickets_order o on o.id = t.order_id
    join tickets_show s on s.id = t.show_id
    where t.show_id = $1 and o.paid_at is not null
        and (t.state in ('valid', 'used') or s.state = 'cancelled')
        and (t.holder_id = $2 or (o.buyer_id = $2 and o.sold_by is distinct from $2))
)
"""
SUMS = """
select count(*) filter (where state in ('valid', 'used')) as sold,
    count(*) filter (where state = 'used') as entered,
    coalesce(sum(price) filter (where state in ('valid', 'used')), 0)::bigint as taken,
    (
        select coalesce(sum(cash - cash_back), 0)::bigint from tickets_order where show_id = $1
    ) as cash,
    (select count(*) from tickets_order where show_id = $1 and problem is not null) as stuck
from tickets_ticket where show_id = $1
"""


async def add(db: Db, order: TicketOrder, tickets: Sequence[Ticket]) -> bool:
    """False where the id is taken."""
    of = (order.id, order.show_id, order.buyer_id, order.state)
    rest = (order.amount, order.refunded, order.count, order.until, order.made_at)
    if await db.run(ADD, *of, *rest, order.paid_at, order.problem) != 1:
        return False
    await db.run_many(
        ADD_TICKETS,
        [(*_of(one), one.seat, one.category, one.price, one.state) for one in tickets],
    )
    return True


def _of(ticket: Ticket) -> tuple[UUID, UUID, UUID, UUID | None]:
    """What it is and whose."""
    return ticket.id, ticket.order_id, ticket.show_id, ticket.holder_id


async def order(db: Db, order_id: UUID) -> TicketOrder | None:
    return await db.one_as(TicketOrder, FIND, order_id)


async def lock(db: Db, order_id: UUID) -> TicketOrder | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(TicketOrder, LOCK, order_id)


async def orders(db: Db, ids: Iterable[UUID]) -> dict[UUID, TicketOrder]:
    """The orders of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(TicketOrder, ORDERS, list(ids))}


async def of_buyer(db: Db, person_id: UUID, limit: int) -> list[TicketOrder]:
    """The newest first, without those that lapsed."""
    return await db.all_as(TicketOrder, OF_BUYER, person_id, limit)


async def to_refund(db: Db, show_id: UUID, after: UUID | None, limit: int) -> list[TicketOrder]:
    """Of a cancelled show those with money in them, by their ids after this one, locked."""
    return await db.all_as(TicketOrder, TO_REFUND, show_id, after, limit)


async def held(db: Db, show_id: UUID) -> list[UUID]:
    """Orders that nobody has paid yet, locked."""
    return [row[0] for row in await db.rows(HELD, show_id)]


async def held_by(db: Db, show_id: UUID, person_id: UUID) -> list[TicketOrder]:
    """What somebody has chosen and not paid yet, locked."""
    return await db.all_as(TicketOrder, MINE_HELD, show_id, person_id)


async def save(db: Db, order: TicketOrder) -> None:
    given = (order.state, order.refunded, order.paid_at, order.problem)
    await db.run(SET, order.id, *given)


async def tickets(db: Db, orders: Iterable[UUID]) -> dict[UUID, list[Ticket]]:
    """By order, in the order of their seats."""
    found: dict[UUID, list[Ticket]] = {}
    ids = list(orders)
    for one in await db.all_as(Ticket, OF_ORDERS, ids) if ids else ():
        found.setdefault(one.order_id, []).append(one)
    return found


async def of_holder(db: Db, person_id: UUID, limit: int) -> list[Ticket]:
    """What somebody can go in with, or went."""
    return await db.all_as(Ticket, OF_HOLDER, person_id, limit)


async def of_holder_since(db: Db, person_id: UUID, since: datetime, limit: int) -> list[Ticket]:
    """Tickets that somebody holds for shows that end later than `since`, the newest shows first."""
    return await db.all_as(Ticket, OF_HOLDER_SINCE, person_id, since, limit)


async def ticket(db: Db, ticket_id: UUID) -> Ticket | None:
    """A ticket by its id, without looking who asks; None for none."""
    return await db.one_as(Ticket, TICKET, ticket_id)


async def lock_tickets(db: Db, ids: Iterable[UUID]) -> dict[UUID, Ticket]:
    """The tickets of these ids, by id, locked until the end of the transaction."""
    return {one.id: one for one in await db.all_as(Ticket, LOCK_TICKETS, list(ids))}


async def make_valid(db: Db, order_id: UUID) -> None:
    """The tickets of an order that was held are good from now on."""
    await db.run(VALID, order_id)


async def void(db: Db, tickets: Sequence[UUID]) -> None:
    await db.run(VOID, tickets)


async def void_orders(db: Db, orders: Sequence[UUID]) -> None:
    """All tickets of these orders."""
    await db.run(VOID_ORDERS, orders)


async def give(db: Db, ticket_id: UUID, person_id: UUID) -> None:
    """It is somebody else's from now on; what was shown before is worth nothing any more."""
    await db.run(GIVE, ticket_id, person_id)


async def give_up(db: Db, orders: Sequence[UUID]) -> None:
    """Their money is not tried to be given back any more."""
    await db.run(GIVE_UP, orders, db.now)


async def given_up(db: Db, limit: int) -> list[TicketOrder]:
    """Orders whose refund people of the town have to see to, the oldest first."""
    return await db.all_as(TicketOrder, GIVEN_UP, limit)


async def sell_at_desk(db: Db, order_id: UUID, by: UUID) -> None:
    """It is held at the box office by who works there."""
    await db.run(SELL_AT_DESK, order_id, by)


async def paid_in_cash(db: Db, order_id: UUID, extras: int) -> None:
    """Nothing of it is in the escrow, and its tickets are nobody's in particular; `extras`: what
    was paid beside the tickets.
    """
    await db.run(PAID_IN_CASH, order_id, extras)
    await db.run(NOBODYS, order_id)


async def comp(db: Db, order_id: UUID, why: str) -> None:
    """It is given for nothing."""
    await db.run(COMP, order_id, why)


async def reseat(db: Db, ticket_id: UUID, seat: int) -> None:
    """A locked ticket is of another seat; what was shown before is worth nothing any more."""
    await db.run(RESEAT, ticket_id, seat)


async def cash_went_back(db: Db, order_id: UUID, amount: int) -> None:
    await db.run(CASH_BACK, order_id, amount)


async def take_over(db: Db, order_id: UUID, person_id: UUID) -> None:
    """What a box office holds is somebody's own order."""
    await db.run(TAKE_OVER, order_id, person_id)
    await db.run(HOLD_TICKETS, order_id, person_id)


async def changed_from(db: Db, order_id: UUID, old_id: UUID) -> None:
    """It was taken instead of another one."""
    await db.run(CHANGED_FROM, order_id, old_id)


async def count_of(db: Db, show_id: UUID, person_id: UUID, now: datetime) -> int:
    """How many tickets of a show somebody bought or holds."""
    return int(await db.value(COUNT, show_id, person_id, now))


async def takes_part(db: Db, show_id: UUID, person_id: UUID) -> bool:
    """Whether somebody bought or holds a good ticket of a show, or did until it was called off."""
    return bool(await db.value(TAKES_PART, show_id, person_id))


async def sums(db: Db, show_id: UUID) -> ShowSums:
    """How much of a show was sold, and what of it cannot go back now (minor units)."""
    found = await db.one_as(ShowSums, SUMS, show_id)
    assert found is not None
    return found
