"""SQL of those who wait for tickets of a show."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.tickets import store_seats
from leapfrog.tickets.model import OrderState, Wish

COLUMNS = "show_id, person_id, count, together, category, state, made_at, order_id"
# Whoever wants something else goes to the end; the same again keeps its place.
PUT = """
insert into tickets_wish (show_id, person_id, count, together, category, state, made_at)
values ($1, $2, $3, $4, $5, 'waiting', $6)
on conflict (show_id, person_id) do update
set count = excluded.count, together = excluded.together, category = excluded.category,
    state = 'waiting', order_id = null, made_at = case
        when tickets_wish.state = 'waiting' and tickets_wish.count = excluded.count
            and tickets_wish.together = excluded.together
            and tickets_wish.category is not distinct from excluded.category
        then tickets_wish.made_at else excluded.made_at end
"""
LEAVE = """
update tickets_wish set state = 'left', order_id = null where show_id = $1 and person_id = $2
"""
WAITING = f"""
select {COLUMNS} from tickets_wish where show_id = $1 and state = 'waiting'
order by made_at, person_id
"""
ANY_WAITING = """
select exists (select from tickets_wish where show_id = $1 and state = 'waiting')
"""
ONE = f"select {COLUMNS} from tickets_wish where show_id = $1 and person_id = $2"
OFFER = """
update tickets_wish set state = 'offered', order_id = $3
where show_id = $1 and person_id = $2 and state = 'waiting'
"""
OF_PERSON = """
select w.show_id, w.count, w.together, w.category, w.state, w.made_at, w.order_id,
    o.state as order_state, o.until, (
        select count(*) from tickets_wish b
        where b.show_id = w.show_id and b.state = 'waiting' and w.state = 'waiting'
            and (b.made_at, b.person_id) < (w.made_at, w.person_id)
    ) as before
from tickets_wish w join tickets_show s on s.id = w.show_id
left join tickets_order o on o.id = w.order_id
where w.person_id = $1 and w.state <> 'left' and s.ends_at > $2 and s.state = 'on_sale'
order by s.starts_at, w.show_id
"""
COUNTS = """
select show_id, count(*), sum(count)::bigint from tickets_wish
where show_id = any($1::uuid[]) and state = 'waiting' group by show_id
"""
OF_ANYBODY = f"select {COLUMNS} from tickets_wish where person_id = $1 order by made_at"
FORGET = "delete from tickets_wish where person_id = $1"
# Seats that came free, and listings, are kept back from all others until those who wait are asked.
END_SEATS = """
update tickets_seat set state = 'free', order_id = null, until = null
where show_id = $1 and n in (
    select n from tickets_seat where show_id = $1 and state = 'held' and order_id = $1
    order by n for update
)
"""
END_LISTINGS = """
update tickets_listing set order_id = null, until = null where ticket_id in (
    select ticket_id from tickets_listing where show_id = $1 and order_id = $1
    order by seat for update
)
"""


class OwnWish(msgspec.Struct, frozen=True):
    """A wish as who has it sees it: `before`, so many are asked first; `order_state`, `until`: of
    what is held for them.
    """

    show_id: UUID
    count: int
    together: bool
    category: int | None
    state: str
    made_at: datetime
    order_id: UUID | None
    order_state: OrderState | None
    until: datetime | None
    before: int


async def put(db: Db, wish: Wish) -> None:
    """One waits from now on, for this."""
    given = (wish.show_id, wish.person_id, wish.count, wish.together, wish.category)
    await db.run(PUT, *given, wish.made_at)


async def leave(db: Db, show_id: UUID, person_id: UUID) -> None:
    await db.run(LEAVE, show_id, person_id)


async def waiting(db: Db, show_id: UUID) -> list[Wish]:
    """Who waits, the first of them first."""
    return await db.all_as(Wish, WAITING, show_id)


async def one(db: Db, show_id: UUID, person_id: UUID) -> Wish | None:
    """What somebody waits for, or waited."""
    return await db.one_as(Wish, ONE, show_id, person_id)


async def any_waiting(db: Db, show_id: UUID) -> bool:
    return bool(await db.value(ANY_WAITING, show_id))


async def offer(db: Db, wish: Wish, order_id: UUID) -> bool:
    """This is held for them; False where they do not wait any more."""
    return await db.run(OFFER, wish.show_id, wish.person_id, order_id) == 1


async def of_person(db: Db, person_id: UUID) -> list[OwnWish]:
    """What somebody waits for, by the start of the shows."""
    return await db.all_as(OwnWish, OF_PERSON, person_id, db.now)


async def counts(db: Db, shows: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """By show how many wait, and for how many tickets."""
    return {row[0]: (row[1], row[2]) for row in await db.rows(COUNTS, list(shows))}


async def all_of(db: Db, person_id: UUID) -> list[Wish]:
    return await db.all_as(Wish, OF_ANYBODY, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def end_queue(db: Db, show_id: UUID) -> None:
    """Nobody who waits wants what is left: it is anybody's."""
    await db.run(END_LISTINGS, show_id)
    await db.run(END_SEATS, show_id)
    store_seats.changed(db, show_id)
