"""SQL of tickets that their holders offer to others."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets import store_seats
from leapfrog.tickets.model import ResaleListing, Ticket

COLUMNS = "ticket_id, show_id, seat, category, price, listed_at, order_id, until, together_id"
ADD = f"""
insert into tickets_listing ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict do nothing
"""
# With all that are bought only together with it.
LOCK = f"""
select {COLUMNS} from tickets_listing
where ticket_id = $1 or (show_id, together_id) = (
    select show_id, together_id from tickets_listing where ticket_id = $1
) order by show_id, seat for update
"""
OF_SHOW = f"select {COLUMNS} from tickets_listing where show_id = $1 order by seat"
LOCK_SEATS = f"""
select {COLUMNS} from tickets_listing
where show_id = $1 and (seat = any($2::smallint[]) or together_id in (
    select together_id from tickets_listing where show_id = $1 and seat = any($2::smallint[])
)) order by seat for update
"""
OF_ORDER = f"select {COLUMNS} from tickets_listing where order_id = $1 order by show_id, seat"
LOCK_OF_ORDER = f"{OF_ORDER} for update"
HOLD = """
update tickets_listing set order_id = $3, until = $4
where show_id = $1 and seat = any($2::smallint[])
"""
LET_GO = """
update tickets_listing set order_id = null, until = null where ticket_id in (
    select ticket_id from tickets_listing where order_id = any($1::uuid[])
    order by show_id, seat for update
) returning show_id
"""
# In the order in which all others lock them.
REMOVE = """
delete from tickets_listing where ticket_id in (
    select ticket_id from tickets_listing where ticket_id = any($1::uuid[])
    order by show_id, seat for update
) returning show_id
"""
LISTED = "select ticket_id, together_id from tickets_listing where ticket_id = any($1::uuid[])"
GIVE_SEAT = """
update tickets_seat set order_id = $3 where show_id = $1 and n = $2 and state = 'sold'
"""


async def add(
    db: Db, ticket: Ticket, until: datetime | None, together_id: UUID | None = None
) -> None:
    """Somebody else can have it; `until`: only those who wait, until then; `together_id`: only with
    all others of the same.
    """
    queue = ticket.show_id if until else None
    of = (ticket.id, ticket.show_id, ticket.seat, ticket.category, ticket.price)
    await db.run(ADD, *of, db.now, queue, until, together_id)
    store_seats.changed(db, ticket.show_id)


async def lock(db: Db, ticket_id: UUID) -> list[ResaleListing]:
    """The listing of a ticket with those that are bought only together with it, locked."""
    return await db.all_as(ResaleListing, LOCK, ticket_id)


async def of_show(db: Db, show_id: UUID) -> list[ResaleListing]:
    return await db.all_as(ResaleListing, OF_SHOW, show_id)


async def lock_seats(db: Db, show_id: UUID, seats: Sequence[int]) -> list[ResaleListing]:
    """Those of these seats that are listed, and what is bought only together with them, locked."""
    return await db.all_as(ResaleListing, LOCK_SEATS, show_id, seats)


async def of_order(db: Db, order_id: UUID) -> list[ResaleListing]:
    """What somebody is buying."""
    return await db.all_as(ResaleListing, OF_ORDER, order_id)


async def lock_of_order(db: Db, order_id: UUID) -> list[ResaleListing]:
    return await db.all_as(ResaleListing, LOCK_OF_ORDER, order_id)


async def hold(
    db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID, until: datetime
) -> None:
    """Locked and open listings are kept for an order."""
    await db.run(HOLD, show_id, seats, order_id, until)
    store_seats.changed(db, show_id)


async def let_go(db: Db, orders: Sequence[UUID]) -> None:
    """What these orders were buying is open again."""
    for show_id in {row[0] for row in await db.rows(LET_GO, orders)} if orders else ():
        store_seats.changed(db, show_id)


async def remove(db: Db, tickets: Sequence[UUID]) -> None:
    """Takes these tickets off the list of those that others can have."""
    for show_id in {row[0] for row in await db.rows(REMOVE, tickets)}:
        store_seats.changed(db, show_id)


async def listed(db: Db, tickets: Sequence[UUID]) -> dict[UUID, bool]:
    """Which of these are, and whether only together with others."""
    return {row[0]: row[1] is not None for row in await db.rows(LISTED, tickets)}


async def give_seat(db: Db, show_id: UUID, seat: int, order_id: UUID) -> None:
    """A sold seat is another order's."""
    await db.run(GIVE_SEAT, show_id, seat, order_id)
