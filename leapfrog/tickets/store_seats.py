"""SQL of the seats of a show."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.seat_plans import PlacedSeat
from leapfrog.tickets.model import SeatNow

# Of which show seats are not what they were, for who looks at them in any process.
SEATS = "tickets.seats"
COLUMNS = "n, row, category, state, order_id, until"
ALL = f"select {COLUMNS} from tickets_seat where show_id = $1 order by n"
# One character for each seat: free, held, sold, given up by who has it.
MAPS = """
select h.id, coalesce((
    select string_agg(case
        when s.state = 'free' or (s.state = 'held' and s.until <= $2) then '0'
        when s.state = 'held' then '1'
        when l.seat is not null and (l.until is null or l.until <= $2) then '3'
        else '2' end, '' order by s.n)
    from tickets_seat s left join tickets_listing l
        on l.show_id = s.show_id and l.seat = s.n and s.state = 'sold'
    where s.show_id = h.id
), '')
from tickets_show h where h.id = any($1::uuid[]) and h.state <> 'draft'
"""
LEFT = """
select show_id, count(*) filter (where state = 'free' or (state = 'held' and until <= $2)),
    count(*) from tickets_seat where show_id = any($1::uuid[]) group by show_id
"""
# Whole rows, in the order of seats: whoever takes one beside waits, and then sees this.
LOCK_ROWS = f"""
select {COLUMNS} from tickets_seat
where show_id = $1 and row in (
    select row from tickets_seat where show_id = $1 and n = any($2::smallint[])
) order by n for update
"""
LOCK_OF_ORDER = f"""
select {COLUMNS} from tickets_seat
where show_id = $1 and n = any($2::smallint[]) and order_id = $3 order by n for update
"""
TAKE = """
update tickets_seat set state = $3, order_id = $4, until = $5
where show_id = $1 and n = any($2::smallint[])
"""


async def add(db: Db, show_id: UUID, seats: Sequence[PlacedSeat]) -> None:
    """All seats of a new show, free."""
    await db.copy(
        "tickets_seat",
        ("show_id", "n", "row", "category", "state"),
        [(show_id, seat.n, seat.row, seat.category, "free") for seat in seats],
    )


async def seats(db: Db, show_id: UUID) -> list[SeatNow]:
    """In their order, as they are at this moment."""
    return await db.all_as(SeatNow, ALL, show_id)


async def seat_maps(db: Db, shows: Sequence[UUID]) -> dict[UUID, str]:
    """Of shows that are no drafts one character for each seat: 0 free, 1 held, 2 sold, 3 given up
    by who has it.
    """
    return {row[0]: row[1] for row in await db.rows(MAPS, shows, db.now)}


async def left(db: Db, shows: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many seats of each show are free, and how many there are."""
    return {row[0]: (row[1], row[2]) for row in await db.rows(LEFT, shows, db.now)}


async def lock_rows(db: Db, show_id: UUID, seats: Sequence[int]) -> list[SeatNow]:
    """All seats of the rows in which these are; nobody else takes of them until the end."""
    return await db.all_as(SeatNow, LOCK_ROWS, show_id, seats)


async def lock_of_order(
    db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID
) -> list[SeatNow]:
    """Those of these that are this order's, locked."""
    return await db.all_as(SeatNow, LOCK_OF_ORDER, show_id, seats, order_id)


def changed(db: Db, show_id: UUID) -> None:
    """Who looks at the seats of this show hears of it after the commit."""
    stream.broadcast(db, SEATS, show_id)


async def hold(
    db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID, until: datetime
) -> None:
    """Locked and free seats are an order's for a while."""
    await db.run(TAKE, show_id, seats, "held", order_id, until)
    changed(db, show_id)


async def sell(db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID) -> None:
    """Locked seats of an order are sold."""
    await db.run(TAKE, show_id, seats, "sold", order_id, None)
    changed(db, show_id)


async def set_free(db: Db, show_id: UUID, seats: Sequence[int]) -> None:
    """Locked seats are anybody's again."""
    await db.run(TAKE, show_id, seats, "free", None, None)
    changed(db, show_id)
