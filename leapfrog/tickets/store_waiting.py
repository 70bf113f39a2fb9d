"""SQL of those who wait for tickets of a show."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets import store_seats
from leapfrog.tickets.model import TOLD_AGAIN, Wish

COLUMNS = "show_id, person_id, count, together, category, state, made_at, order_id, at_most, ask_id"
# Whoever wants something else goes to the end; the same again keeps its place.
PUT = """
insert into tickets_wish (
    show_id, person_id, count, together, category, state, made_at, at_most, ask_id
)
values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8)
on conflict (show_id, person_id) do update
set count = excluded.count, together = excluded.together, category = excluded.category,
    at_most = excluded.at_most, ask_id = excluded.ask_id, state = 'waiting', order_id = null,
    made_at = case
        when tickets_wish.state = 'waiting' and tickets_wish.count = excluded.count
            and tickets_wish.together = excluded.together
            and tickets_wish.category is not distinct from excluded.category
            and tickets_wish.at_most is not distinct from excluded.at_most
        then tickets_wish.made_at else excluded.made_at end
"""
# What was asked for together with one of these ends too.
LEAVE = """
update tickets_wish set state = 'left', order_id = null
where person_id = $2 and (show_id = any($1::uuid[]) or state = 'waiting' and ask_id in (
    select ask_id from tickets_wish
    where person_id = $2 and show_id = any($1::uuid[]) and state = 'waiting'
)) and show_id <> all($3::uuid[])
"""
WAITING = f"""
select {COLUMNS} from tickets_wish where show_id = $1 and state = 'waiting'
order by made_at, person_id
"""
ANY_WAITING = """
select exists (select from tickets_wish where show_id = $1 and state = 'waiting')
"""
ONE = f"select {COLUMNS} from tickets_wish where show_id = $1 and person_id = $2"
# Of what somebody asked for at once the first that comes true ends the others.
OFFER = """
update tickets_wish
set state = case when show_id = $1 then 'offered' else 'left' end,
    order_id = case when show_id = $1 then $3::uuid end
where person_id = $2 and state = 'waiting' and (show_id = $1 or ask_id = $4)
"""
TELL = """
update tickets_wish set told_at = $3
where show_id = $1 and person_id = any($2::uuid[]) and state = 'waiting'
    and (told_at is null or told_at + $4::interval <= $3)
returning person_id
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


async def put(db: Db, wishes: Sequence[Wish]) -> None:
    """One waits from now on, for these; what of theirs one waited for and is not among them, if it
    was asked for together with one of them, is over.
    """
    shows = [one.show_id for one in wishes]
    await db.run(LEAVE, shows, wishes[0].person_id, shows)
    for one in wishes:
        what = (one.show_id, one.person_id, one.count, one.together, one.category)
        await db.run(PUT, *what, one.made_at, one.at_most, one.ask_id)


async def leave(db: Db, show_id: UUID, person_id: UUID) -> None:
    """With all that was asked for together with it."""
    await db.run(LEAVE, [show_id], person_id, [])


async def waiting(db: Db, show_id: UUID) -> list[Wish]:
    """Who waits, the first of them first."""
    return await db.all_as(Wish, WAITING, show_id)


async def one(db: Db, show_id: UUID, person_id: UUID) -> Wish | None:
    """What somebody waits for, or waited."""
    return await db.one_as(Wish, ONE, show_id, person_id)


async def any_waiting(db: Db, show_id: UUID) -> bool:
    return bool(await db.value(ANY_WAITING, show_id))


async def offer(db: Db, wish: Wish, order_id: UUID) -> None:
    """This is held for them; what they asked for together with it is over."""
    await db.run(OFFER, wish.show_id, wish.person_id, order_id, wish.ask_id)


async def tell(db: Db, show_id: UUID, people: Sequence[UUID]) -> list[UUID]:
    """Those of these who wait and were not told of late: they are now."""
    rows = await db.rows(TELL, show_id, people, db.now, TOLD_AGAIN)
    return [row[0] for row in rows]


async def all_of(db: Db, person_id: UUID) -> list[Wish]:
    return await db.all_as(Wish, OF_ANYBODY, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def end_queue(db: Db, show_id: UUID) -> None:
    """Nobody who waits wants what is left: it is anybody's."""
    await db.run(END_LISTINGS, show_id)
    await db.run(END_SEATS, show_id)
    store_seats.changed(db, show_id)
