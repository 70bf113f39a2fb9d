"""SQL of venues, halls, plans, events, shows and prices."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets.model import Hall, PriceCategory, Show, TownEvent, Venue

ADD_VENUE = """
insert into tickets_venue (id, merchant_id, name, address, place_id, made_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update
set name = excluded.name, address = excluded.address, place_id = excluded.place_id
where tickets_venue.merchant_id = excluded.merchant_id
"""
VENUES = """
select id, merchant_id, name, address, place_id from tickets_venue where id = any($1::uuid[])
"""
VENUES_OF = """
select id, merchant_id, name, address, place_id from tickets_venue
where merchant_id = any($1::uuid[]) order by made_at, id
"""
ADD_PLAN = "insert into tickets_plan (hash, plan) values ($1, $2) on conflict do nothing"
PLAN = "select plan from tickets_plan where hash = $1"
ADD_HALL = """
insert into tickets_hall (id, venue_id, name, plan_hash, seats, changed_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update
set name = excluded.name, plan_hash = excluded.plan_hash, seats = excluded.seats,
    changed_at = excluded.changed_at
where tickets_hall.venue_id = excluded.venue_id
"""
HALL_COLUMNS = "id, venue_id, name, plan_hash, seats"
HALLS = f"select {HALL_COLUMNS} from tickets_hall where id = any($1::uuid[])"
HALLS_OF = f"""
select {HALL_COLUMNS} from tickets_hall where venue_id = any($1::uuid[]) order by name, id
"""
EVENT_COLUMNS = "id, merchant_id, name, kind, about, minutes, age, language"
ADD_EVENT = """
insert into tickets_event (id, merchant_id, name, kind, about, minutes, age, language, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update
set name = excluded.name, kind = excluded.kind, about = excluded.about,
    minutes = excluded.minutes, age = excluded.age, language = excluded.language
where tickets_event.merchant_id = excluded.merchant_id
"""
EVENTS = f"select {EVENT_COLUMNS} from tickets_event where id = any($1::uuid[])"
EVENTS_OF = f"""
select {EVENT_COLUMNS} from tickets_event where merchant_id = any($1::uuid[])
order by made_at desc, id
"""
SHOW_COLUMNS = """
id, number, event_id, merchant_id, venue_id, hall_id, plan_hash, currency, starts_at, ends_at,
doors_at, state, orphans, refund_hours, most_each, why, sale_opens_at, sale_closes_at, moved_at,
was_at, passable
"""
ADD_SHOW = """
insert into tickets_show (
    id, event_id, merchant_id, venue_id, hall_id, plan_hash, currency, starts_at, ends_at,
    doors_at, state, orphans, refund_hours, most_each, sale_opens_at, sale_closes_at,
    passable
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
on conflict do nothing
"""
BESIDE = """
select id from tickets_show
where merchant_id = $1 and hall_id = $2 and id <> $3 and state = 'on_sale'
    and starts_at < $5 and ends_at > $4
order by starts_at limit 1
"""
# A draft was never sold: its prices and seats are made anew. Its number stays.
REPLACE_DRAFT = """
update tickets_show set event_id = $2, merchant_id = $3, venue_id = $4, hall_id = $5,
    plan_hash = $6, currency = $7, starts_at = $8, ends_at = $9, doors_at = $10, state = $11,
    orphans = $12, refund_hours = $13, most_each = $14, sale_opens_at = $15, sale_closes_at = $16,
    passable = $17
where id = $1
"""
EMPTY_DRAFT = (
    "delete from tickets_seat where show_id = $1",
    "delete from tickets_category where show_id = $1",
)
# What is kept back until the end is kept until the new one.
MOVE = (
    """
update tickets_show set starts_at = $2, ends_at = $3, doors_at = $4, sale_opens_at = $5,
    sale_closes_at = $6, moved_at = $7, was_at = $8 where id = $1
""",
    "update tickets_kept_back set until = $2 where show_id = $1 and until = $3",
    "update tickets_seat set until = $2 where show_id = $1 and until = $3 and state = 'held'",
)
SHOWS = f"select {SHOW_COLUMNS} from tickets_show where id = any($1::uuid[])"
# Whoever buys keeps the show as it is; whoever cancels it waits for them.
SHARE = f"select {SHOW_COLUMNS} from tickets_show where id = $1 for share"
LOCK = f"select {SHOW_COLUMNS} from tickets_show where id = $1 for update"
# No event takes longer than a day: the index is read from there, not from the first show ever.
SHOWS_FROM = f"""
select {SHOW_COLUMNS} from tickets_show
where state = 'on_sale' and ends_at > $1 and starts_at < $2
    and starts_at > $1::timestamptz - interval '1 day' order by starts_at, id limit $3
"""
SHOWS_OF = f"""
select {SHOW_COLUMNS} from tickets_show
where merchant_id = any($1::uuid[]) and ends_at > $2 order by starts_at, id limit $3
"""
TO_COME = f"""
select {SHOW_COLUMNS} from tickets_show
where merchant_id = any($1::uuid[]) and ends_at > $2 and state <> 'cancelled'
order by id for update
"""
FOUND = f"""
select {SHOW_COLUMNS} from tickets_show
where state = 'on_sale' and ends_at > $1 and event_id in (
    select id from tickets_event where strpos(lower(name), lower($2)) > 0
) order by starts_at, id limit $3
"""
SET_STATE = "update tickets_show set state = $2, why = $3 where id = $1"
ADD_CATEGORY = """
insert into tickets_category (show_id, n, name, color, price, capacity)
values ($1, $2, $3, $4, $5, $6)
"""
CATEGORIES = """
select show_id, n, name, color, price, capacity from tickets_category
where show_id = any($1::uuid[]) order by show_id, n
"""


async def add_venue(db: Db, venue: Venue) -> bool:
    """Or changes it; False where the id is another organiser's."""
    given = (venue.id, venue.merchant_id, venue.name, venue.address, venue.place_id)
    return await db.run(ADD_VENUE, *given, db.now) == 1


async def venues(db: Db, ids: Iterable[UUID]) -> dict[UUID, Venue]:
    """The venues of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(Venue, VENUES, list(ids))}


async def venues_of(db: Db, merchants: Sequence[UUID]) -> list[Venue]:
    """The venues of these shops, the oldest first."""
    return await db.all_as(Venue, VENUES_OF, merchants)


async def add_plan(db: Db, plan_hash: bytes, plan: dict[str, Any]) -> None:
    await db.run(ADD_PLAN, plan_hash, plan)


async def plan(db: Db, plan_hash: bytes) -> Any:
    """The JSON; None where there is none of this hash."""
    return await db.value(PLAN, plan_hash)


async def add_hall(db: Db, hall: Hall) -> bool:
    """Or changes it; False where the id is of another venue."""
    given = (hall.id, hall.venue_id, hall.name, hall.plan_hash, hall.seats)
    return await db.run(ADD_HALL, *given, db.now) == 1


async def halls(db: Db, ids: Iterable[UUID]) -> dict[UUID, Hall]:
    """The halls of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(Hall, HALLS, list(ids))}


async def halls_of(db: Db, venues: Sequence[UUID]) -> list[Hall]:
    """The halls of these venues, by name."""
    return await db.all_as(Hall, HALLS_OF, venues)


async def add_event(db: Db, event: TownEvent) -> bool:
    """Or changes it; False where the id is another organiser's."""
    given = (event.id, event.merchant_id, event.name, event.kind, event.about, event.minutes)
    return await db.run(ADD_EVENT, *given, event.age, event.language, db.now) == 1


async def events(db: Db, ids: Iterable[UUID]) -> dict[UUID, TownEvent]:
    """The events of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(TownEvent, EVENTS, list(ids))}


async def events_of(db: Db, merchants: Sequence[UUID]) -> list[TownEvent]:
    """The events of these shops, the newest first."""
    return await db.all_as(TownEvent, EVENTS_OF, merchants)


async def add_show(db: Db, show: Show) -> bool:
    """False where the id is taken. The number is the database's."""
    return await db.run(ADD_SHOW, *_of(show)) == 1


async def beside(db: Db, show: Show) -> UUID | None:
    """Another one that is on sale, in the same hall at a time that both have."""
    times = (show.starts_at, show.ends_at)
    found: UUID | None = await db.value(BESIDE, show.merchant_id, show.hall_id, show.id, *times)
    return found


async def replace_draft(db: Db, show: Show) -> None:
    """A locked draft is this from now on, without prices and seats."""
    await db.run(REPLACE_DRAFT, *_of(show))
    for sql in EMPTY_DRAFT:
        await db.run(sql, show.id)


async def move(db: Db, show: Show, ended: datetime) -> None:
    """A locked show is at another time from now on; it was to end then."""
    when = (show.starts_at, show.ends_at, show.doors_at, show.sale_opens_at, show.sale_closes_at)
    await db.run(MOVE[0], show.id, *when, show.moved_at, show.was_at)
    for sql in MOVE[1:]:
        await db.run(sql, show.id, show.ends_at, ended)


def _of(show: Show) -> list[Any]:
    """In the order of the columns."""
    of = (show.id, show.event_id, show.merchant_id, show.venue_id, show.hall_id, show.plan_hash)
    when = (show.currency, show.starts_at, show.ends_at, show.doors_at)
    rules = (show.state, show.orphans, show.refund_hours, show.most_each)
    return [*of, *when, *rules, show.sale_opens_at, show.sale_closes_at, show.passable]


async def shows(db: Db, ids: Iterable[UUID]) -> dict[UUID, Show]:
    """The shows of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(Show, SHOWS, list(ids))}


async def share(db: Db, show_id: UUID) -> Show | None:
    """It stays as it is until the end of the transaction; others may share it."""
    return await db.one_as(Show, SHARE, show_id)


async def lock(db: Db, show_id: UUID) -> Show | None:
    """Nobody buys of it until the end of the transaction."""
    return await db.one_as(Show, LOCK, show_id)


async def shows_between(db: Db, since: datetime, until: datetime, limit: int) -> list[Show]:
    """Shows on sale that are not over and begin before `until`, by their start."""
    return await db.all_as(Show, SHOWS_FROM, since, until, limit)


async def shows_of(db: Db, merchants: Sequence[UUID], since: datetime, limit: int) -> list[Show]:
    """All shows of these organisers that end after `since`, by their start."""
    return await db.all_as(Show, SHOWS_OF, merchants, since, limit)


async def to_come(db: Db, merchants: Sequence[UUID]) -> list[Show]:
    """What of these organisers is not over nor called off, locked."""
    return await db.all_as(Show, TO_COME, merchants, db.now)


async def found(db: Db, text: str, limit: int) -> list[Show]:
    """Those on sale whose event has this in its name."""
    return await db.all_as(Show, FOUND, db.now, text, limit)


async def set_state(db: Db, show_id: UUID, state: str, why: str) -> None:
    await db.run(SET_STATE, show_id, state, why)


async def add_categories(db: Db, show_id: UUID, made: Sequence[PriceCategory]) -> None:
    await db.run_many(
        ADD_CATEGORY,
        [(show_id, one.n, one.name, one.color, one.price, one.capacity) for one in made],
    )


async def categories(db: Db, shows: Iterable[UUID]) -> dict[UUID, list[PriceCategory]]:
    """By show, in their order."""
    found: dict[UUID, list[PriceCategory]] = {}
    for row in await db.rows(CATEGORIES, list(shows)):
        found.setdefault(row[0], []).append(PriceCategory(*row[1:]))
    return found
