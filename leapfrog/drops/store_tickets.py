"""SQL of tickets: reservations, the closed list, and whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.drops.model import BEHIND, DropPlace, Reservation
from leapfrog.kernel.db import Db

COLUMNS = "id, drop_id, person_id, early, at, queued"
ADD = f"""
insert into drops_reservation ({COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::timestamptz[], $6::boolean[]
)
"""
FIND = f"select {COLUMNS} from drops_reservation where id = any($1::uuid[])"
OF_PAIRS = f"""
select {COLUMNS} from drops_reservation r
join unnest($1::uuid[], $2::uuid[]) as n (d, p) on r.drop_id = n.d and r.person_id = n.p
"""
OF_PERSON = f"select {COLUMNS} from drops_reservation where person_id = $1 order by at, id"
COUNTS = """
select drop_id, count(*) from drops_reservation where drop_id = any($1::uuid[]) group by 1
"""
DROP = "delete from drops_reservation where id = $1"
DROP_ANNOUNCED = """
delete from drops_reservation r using drops_drop d
where d.id = r.drop_id and r.person_id = $1 and d.state = 'announced' and d.root is null
    and not r.queued
"""
FORGET = "update drops_reservation set person_id = null where person_id = $1"
KEEP_LIST = """
insert into drops_list (drop_id, tickets)
select $1, coalesce(string_agg(
    uuid_send(id) || case when early then '\\x01'::bytea else '\\x00'::bytea end, '' order by id
), '') from drops_reservation where drop_id = $1 and not queued
returning sha256(tickets), length(tickets)
"""
LIST = "select tickets from drops_list where drop_id = $1"
# Keys of the list are hashes, of 32 bytes; all others are greater (`BEHIND`).
IN_LIST = "key < decode(repeat('ff', 32), 'hex')"
# The next ones of a lane after the last one that is known. `start`: what each key begins with.
EXTEND = f"""
insert into drops_place (drop_id, key, reservation_id, early)
select drop_id, key, id, early from (
    select drop_id, id, early, sha256($3::bytea || uuid_send(id)) as key
    from drops_reservation where drop_id = $1 and early = $2 and not queued
) r where key > coalesce((
    select max(key) from drops_place where drop_id = $1 and early = $2 and {IN_LIST}
), ''::bytea)
order by key limit $4
"""
# Behind the list who came later has a greater key: a number after `BEHIND`.
QUEUE = """
insert into drops_place (drop_id, key, reservation_id, early)
select r.drop_id, $3::bytea || int8send(n.before + i.place), r.id, r.early
from unnest($2::uuid[]) with ordinality as i (id, place)
join drops_reservation r on r.id = i.id
cross join (
    select coalesce((
        select ('x' || encode(substring(max(key) from 33), 'hex'))::bit(64)::bigint
        from drops_place where drop_id = $1 and key > $3
    ), 0) as before
) n
"""
PLACE = "drop_id, key, reservation_id, early, by_lane, right_id, passed_at"
WAITING = f"""
select {PLACE} from drops_place
where drop_id = $1 and (early or not $2) and right_id is null and passed_at is null
order by key limit $3
"""
COUNT_WAITING = f"""
select early, count(*) from drops_place
where drop_id = $1 and right_id is null and passed_at is null and {IN_LIST} group by 1
"""
GIVE = """
update drops_place p set right_id = n.right_id, by_lane = n.by_lane
from unnest($2::bytea[], $3::uuid[], $4::boolean[]) as n (key, right_id, by_lane)
where p.drop_id = $1 and p.key = n.key
"""
PASS = "update drops_place set passed_at = $3 where drop_id = $1 and key = any($2::bytea[])"
# Of those in the list, or of those behind it.
BEFORE = """
select p.reservation_id, (
    select count(*) from drops_place q where q.drop_id = p.drop_id and q.key < p.key
        and (q.key > $2) = (p.key > $2)
) from drops_place p where p.reservation_id = any($1::uuid[])
"""
HOLDERS = """
select person_id from drops_reservation where drop_id = $1 and person_id is not null limit 10000
"""
PEOPLE = "select id, person_id from drops_reservation where id = any($1::uuid[])"
FIRST = f"""
with lane as (
    select key, reservation_id from drops_place where drop_id = $1 and early and {IN_LIST}
    order by key limit $2
), rest as (
    select key, reservation_id from drops_place
    where drop_id = $1 and key not in (select key from lane) and {IN_LIST}
    order by key limit $3 - (select count(*) from lane)
)
select reservation_id from (
    select 0 as part, key, reservation_id from lane
    union all select 1, key, reservation_id from rest
) f order by part, key
"""
# Rights of `orders`, which a drop gave.
RIGHTS = """
select
    count(*) filter (where r.used_at is null and r.voided_at is null and r.until > $2),
    count(*) filter (where r.used_at is not null),
    count(*) filter (
        where p.by_lane and r.voided_at is null and (r.used_at is not null or r.until > $2)
    )
from orders_right r left join drops_place p on p.right_id = r.id
where r.of = $1
"""
LATE = """
select id from orders_right where of = $1 and used_at is null and voided_at is null
    and (until <= $2 or $3) order by id
"""
NEXT_LATE = """
select min(until) from orders_right where of = $1 and used_at is null and voided_at is null
"""
RIGHTS_OF = "select of, id from orders_right where of = any($1::text[]) and person_id = $2"


class DropRights(msgspec.Struct, frozen=True):
    """How many rights of a drop are open, are used, and are of the early lane, open or used."""

    open: int
    used: int
    by_lane: int


async def add(db: Db, made: Sequence[Reservation]) -> None:
    """Keeps reservations. Raises asyncpg's error where a person has one, or an id is used."""
    names = ("id", "drop_id", "person_id", "early", "at", "queued")
    await db.run(ADD, *([getattr(one, name) for one in made] for name in names))


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Reservation]:
    return {one.id: one for one in await db.all_as(Reservation, FIND, list(ids))}


async def of_pairs(db: Db, pairs: Iterable[tuple[UUID, UUID]]) -> list[Reservation]:
    """The tickets of these (drop, person)."""
    asked = list(pairs)
    drops, people = [one for one, _ in asked], [one for _, one in asked]
    return await db.all_as(Reservation, OF_PAIRS, drops, people)


async def of_person(db: Db, person_id: UUID) -> list[Reservation]:
    return await db.all_as(Reservation, OF_PERSON, person_id)


async def counts(db: Db, drops: Iterable[UUID]) -> dict[UUID, int]:
    """How many tickets each has."""
    return dict(await db.rows(COUNTS, list(drops)))


async def drop(db: Db, reservation_id: UUID) -> int:
    return await db.run(DROP, reservation_id)


async def forget(db: Db, person_id: UUID) -> int:
    """Tickets of open lists are gone; those of closed ones are nobody's."""
    gone = await db.run(DROP_ANNOUNCED, person_id)
    return gone + await db.run(FORGET, person_id)


async def keep_list(db: Db, drop_id: UUID) -> tuple[bytes, int]:
    """Closes the list; answers its root, and its length in bytes."""
    row = await db.row(KEEP_LIST, drop_id)
    assert row is not None
    return row[0], row[1]


async def tickets(db: Db, drop_id: UUID) -> bytes | None:
    """The closed list of a drop's tickets, as the bytes that its root was hashed from; None while
    there is none.
    """
    found: bytes | None = await db.value(LIST, drop_id)
    return found


async def extend(db: Db, drop_id: UUID, start: bytes, n: int, *, early: bool) -> int:
    """Says of so many more of a lane when it is their turn; answers how many there were."""
    return await db.run(EXTEND, drop_id, early, start, n)


async def queue_up(db: Db, drop_id: UUID, reservations: Sequence[UUID]) -> None:
    """These come last, in this order; the drop is locked."""
    await db.run(QUEUE, drop_id, list(reservations), BEHIND)


async def waiting(db: Db, drop_id: UUID, n: int, *, early: bool) -> list[DropPlace]:
    """Whose turn it is next; `early`: of that lane alone."""
    return await db.all_as(DropPlace, WAITING, drop_id, early, n)


async def count_waiting(db: Db, drop_id: UUID) -> Mapping[bool, int]:
    """How many of the list wait in the early lane (True) and beside it, as far as places are
    known.
    """
    return dict(await db.rows(COUNT_WAITING, drop_id))


async def give(db: Db, drop_id: UUID, given: Sequence[DropPlace]) -> None:
    """These got their rights."""
    keys = [one.key for one in given]
    await db.run(
        GIVE, drop_id, keys, [one.right_id for one in given], [one.by_lane for one in given]
    )


async def pass_over(db: Db, drop_id: UUID, keys: Sequence[bytes]) -> None:
    """It was their turn, and there is nobody to give anything to."""
    await db.run(PASS, drop_id, list(keys), db.now)


async def before(db: Db, reservations: Iterable[UUID]) -> dict[UUID, int]:
    """How many come sooner than each of these whose place is known: of those in the list, or, for
    who is behind it, of those behind it.
    """
    return dict(await db.rows(BEFORE, list(reservations), BEHIND))


async def people(db: Db, reservations: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """Whose tickets these are."""
    return dict(await db.rows(PEOPLE, list(reservations)))


async def holders(db: Db, drop_id: UUID) -> list[UUID]:
    """Who has a ticket; of very many only some."""
    return [row[0] for row in await db.rows(HOLDERS, drop_id)]


async def rights(db: Db, ref: str) -> DropRights:
    row = await db.row(RIGHTS, ref, db.now)
    assert row is not None
    return DropRights(*row)


async def late_rights(db: Db, ref: str, *, every: bool) -> list[UUID]:
    """Rights whose time is over and that were not used; `every`: or whose is not."""
    return [row[0] for row in await db.rows(LATE, ref, db.now, every)]


async def rights_of(db: Db, refs: Iterable[str], person_id: UUID) -> dict[str, UUID]:
    """The rights that somebody got, by drop."""
    return dict(await db.rows(RIGHTS_OF, list(refs), person_id))


async def next_late(db: Db, ref: str) -> datetime | None:
    """When the next right of a drop is over that is not used."""
    found: datetime | None = await db.value(NEXT_LATE, ref)
    return found


async def first(db: Db, drop_id: UUID, units: int, early: int) -> list[UUID]:
    """Who of the list came first when it was drawn: of the early lane, then of all others."""
    return [row[0] for row in await db.rows(FIRST, drop_id, min(early, units), units)]
