"""SQL of what held orders cost, and of orders that friends pay together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.tickets.model import Ticket, TicketOrder
from leapfrog.tickets.store_orders import COLUMNS

REPRICE = "update tickets_ticket set price = $2, full_price = $3, fare_id = $4 where id = $1"
AMOUNT = "update tickets_order set amount = $2 where id = $1"
ADD = """
insert into tickets_party (id, show_id, starter_id, until, made_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
PARTY = "select id, show_id, starter_id, until, made_at from tickets_party where id = $1"
JOIN = "update tickets_order set party_id = $2, until = $3 where id = $1"
HOLD_SEATS = """
update tickets_seat set until = $3 where show_id = $1 and order_id = $2 and state = 'held'
"""
HOLD_LISTINGS = "update tickets_listing set until = $2 where order_id = $1"
MOVE_TICKETS = """
update tickets_ticket set order_id = $2, holder_id = $3 where id = any($1::uuid[])
"""
MOVE_SEATS = """
update tickets_seat set order_id = $4
where show_id = $1 and order_id = $2 and n = any($3::smallint[]) and state = 'held'
"""
MOVE_LISTINGS = """
update tickets_listing set order_id = $4
where show_id = $1 and order_id = $2 and seat = any($3::smallint[])
"""
SHRINK = "update tickets_order set amount = $2, count = $3 where id = $1"
ORDERS = f"""
select {COLUMNS} from tickets_order where party_id = $1 and state <> 'lapsed' order by made_at, id
"""
FORGET = "delete from tickets_party where starter_id = $1"


class TicketParty(msgspec.Struct, frozen=True):
    """An order whose seats friends pay for, each their own, until then; `id`: of that order."""

    id: UUID
    show_id: UUID
    starter_id: UUID
    until: datetime
    made_at: datetime


async def reprice(db: Db, order_id: UUID, amount: int, tickets: Sequence[Ticket]) -> None:
    """What a held order and its tickets cost from now on."""
    given = [(one.id, one.price, one.full_price, one.fare_id) for one in tickets]
    await db.run_many(REPRICE, given)
    await db.run(AMOUNT, order_id, amount)


async def add_party(db: Db, one: TicketParty) -> None:
    await db.run(ADD, *msgspec.structs.astuple(one))


async def party(db: Db, party_id: UUID) -> TicketParty | None:
    return await db.one_as(TicketParty, PARTY, party_id)


async def join(db: Db, order: TicketOrder, party_id: UUID, until: datetime) -> None:
    """A locked order is of a party, and held until then with all of its seats."""
    await db.run(JOIN, order.id, party_id, until)
    await db.run(HOLD_SEATS, order.show_id, order.id, until)
    await db.run(HOLD_LISTINGS, order.id, until)


async def move(
    db: Db, order: TicketOrder, tickets: Sequence[Ticket], to: UUID, holder_id: UUID
) -> None:
    """Tickets of a locked order, with their seats, are another order's."""
    await db.run(MOVE_TICKETS, [one.id for one in tickets], to, holder_id)
    numbers = [one.seat for one in tickets]
    await db.run(MOVE_LISTINGS, order.show_id, order.id, numbers, to)
    await db.run(MOVE_SEATS, order.show_id, order.id, numbers, to)


async def shrink(db: Db, order_id: UUID, amount: int, count: int) -> None:
    """So much, and so many tickets, is what is left of an order."""
    await db.run(SHRINK, order_id, amount, count)


async def orders_of(db: Db, party_id: UUID) -> list[TicketOrder]:
    """Those of a party that have not lapsed."""
    return await db.all_as(TicketOrder, ORDERS, party_id)


async def forget(db: Db, person_id: UUID) -> int:
    """Nobody finds what somebody began any more."""
    return await db.run(FORGET, person_id)
