"""SQL of a driver's days: the tables of rides are read, that of records is ours."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.driver_days.model import AskedLately, DrivenRide
from leapfrog.kernel.db import Db

RecordState = Literal["waiting", "verified", "refused"]
DRIVEN = """
select r.started_at, coalesce(case when r.state = 'paid' then r.fare else h.fee end, 0) as paid,
    r.tip + case when r.state = 'paid' then coalesce(h.thanks, 0) else 0 end as tip,
    coalesce(h.town_fee, 0) as town_fee, r.state = 'paid' as driven,
    coalesce(h.mode, '') = 'cash' as in_cash
from rides_ride r left join rides_hail h on h.ride_id = r.id
where r.driver_id = $1 and r.started_at >= $2 and r.started_at < $3
    and (r.state = 'paid' or h.fee > 0)
order by r.started_at
"""
# Whoever is still being looked for a while is not served either. What was booked counts from when
# it is asked for, 20 minutes before its time; it is booked half an hour before at least.
ASKED = """
select r.rider_id, (r.origin ->> 'lat')::float8 as lat, (r.origin ->> 'lon')::float8 as lon,
    r.driver_id is null as unserved
from rides_ride r join rides_hail h on h.ride_id = r.id
where r.started_at > $1 and r.origin is not null and r.rider_id is not null
    and (h.booked_for is null or r.started_at >= h.booked_for - interval '20 minutes')
order by r.started_at desc limit 10000
"""
DROVE = """
select count(*) filter (where r.state = 'paid')::int as rides,
    coalesce(sum(h.metres) filter (where r.state = 'paid'), 0)::bigint as metres,
    min(r.started_at) filter (where r.state = 'paid') as since
from rides_ride r left join rides_hail h on h.ride_id = r.id where r.driver_id = $1
"""
PROMISES = """
select count(*) filter (where state = 'accepted')::int, count(*)::int from rides_offer
where driver_id = $1 and state in ('accepted', 'returned')
"""
# Of rides that nobody objects to now, once the driver may see them.
STARS = """
select extract(year from g.at at time zone 'UTC')::int, g.stars, count(*)::int
from rides_rating g
where g.of_id = $1 and exists (
        select from rides_ride r where r.id = g.ride_id and r.driver_id = $1
    )
    and (g.at <= $2 or exists (
        select from rides_rating o where o.ride_id = g.ride_id and o.by_id = g.of_id
    ))
    and not exists (
        select from rides_dispute d where d.ride_id = g.ride_id and d.ruled_at is null
    )
group by 1, 2 order by 1, 2
"""
WORDS = """
select w, count(*)::int from rides_rating g cross join unnest(g.words) w
where g.of_id = $1 and exists (
        select from rides_ride r where r.id = g.ride_id and r.driver_id = $1
    )
    and (g.at <= $2 or exists (
        select from rides_rating o where o.ride_id = g.ride_id and o.by_id = g.of_id
    ))
group by 1 order by 1
"""
COLUMNS = "id, person_id, town, address, statement, state, reason, at"
OF_PERSON = f"select {COLUMNS} from driver_days_record where person_id = $1 order by at, id"
ONE = f"select {COLUMNS} from driver_days_record where id = $1"
VERIFIED = f"""
select {COLUMNS} from driver_days_record where person_id = $1 and state = 'verified'
order by at desc, id
"""
# A newer statement of the same town takes the place of the one before.
PUT = f"""
insert into driver_days_record ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (person_id, town) do update set id = excluded.id, address = excluded.address,
    statement = excluded.statement, state = excluded.state, reason = excluded.reason,
    at = excluded.at
"""
TAKEN = """
select exists (
    select from driver_days_record
    where town = $1 and address = $2 and person_id <> $3 and state <> 'refused'
)
"""
JUDGE = """
update driver_days_record set state = $2, reason = $3 where id = $1 and state = 'waiting'
"""
DROP = "delete from driver_days_record where id = $1 and person_id = $2"
FORGET = "delete from driver_days_record where person_id = $1"
DROVE_FOR = """
select driver_id from rides_ride where id = $1 and rider_id = $2 and driver_id is not null
"""


class Drove(msgspec.Struct, frozen=True):
    """How many rides that were paid, how far those by hail were (metres), since when."""

    rides: int
    metres: int
    since: datetime | None


class KeptRecord(msgspec.Struct, frozen=True):
    """What a `town` has signed of `address`, as it was brought, and what became of it here."""

    id: UUID
    person_id: UUID
    town: str
    address: str
    statement: str
    state: RecordState
    reason: str
    at: datetime


async def driven(db: Db, driver_id: UUID, since: datetime, until: datetime) -> list[DrivenRide]:
    """What brought something, the oldest first."""
    return await db.all_as(DrivenRide, DRIVEN, driver_id, since, until)


async def asked_since(db: Db, since: datetime) -> list[AskedLately]:
    """Who asked for a ride by hail, and where, the newest first."""
    return await db.all_as(AskedLately, ASKED, since)


async def drove(db: Db, driver_id: UUID) -> Drove:
    """All that somebody ever drove here."""
    found = await db.one_as(Drove, DROVE, driver_id)
    assert found is not None
    return found


async def promises(db: Db, driver_id: UUID) -> tuple[int, int]:
    """How many rides that they had accepted they did not give back, of how many."""
    row = await db.row(PROMISES, driver_id)
    assert row is not None
    return row[0], row[1]


async def stars(db: Db, driver_id: UUID, before: datetime) -> list[tuple[int, int, int]]:
    """(year, stars, how many); given before then, or answered."""
    return [(row[0], row[1], row[2]) for row in await db.rows(STARS, driver_id, before)]


async def words(db: Db, driver_id: UUID, before: datetime) -> dict[str, int]:
    """What riders said of them, and how often."""
    return {row[0]: row[1] for row in await db.rows(WORDS, driver_id, before)}


async def records(db: Db, person_id: UUID) -> list[KeptRecord]:
    """What somebody has brought, the oldest first."""
    return await db.all_as(KeptRecord, OF_PERSON, person_id)


async def record(db: Db, record_id: UUID) -> KeptRecord | None:
    return await db.one_as(KeptRecord, ONE, record_id)


async def verified(db: Db, person_id: UUID) -> list[KeptRecord]:
    """Those that are what a town says, the newest first."""
    return await db.all_as(KeptRecord, VERIFIED, person_id)


async def put_record(db: Db, kept: KeptRecord) -> None:
    """In the place of what the same town had said of the same person."""
    await db.run(PUT, *msgspec.structs.astuple(kept))


async def is_taken(db: Db, town: str, address: str, person_id: UUID) -> bool:
    """Whether somebody else goes by what that town says of that address."""
    return bool(await db.value(TAKEN, town, address, person_id))


async def judge(db: Db, record_id: UUID, state: RecordState, reason: str) -> None:
    """What became of one that waited."""
    await db.run(JUDGE, record_id, state, reason)


async def drop_record(db: Db, record_id: UUID, person_id: UUID) -> bool:
    """False where there was none of theirs."""
    return await db.run(DROP, record_id, person_id) == 1


async def forget(db: Db, person_id: UUID) -> int:
    """All that somebody has brought."""
    return await db.run(FORGET, person_id)


async def driver_of(db: Db, ride_id: UUID, rider_id: UUID) -> UUID | None:
    """Who drives, or drove, that rider."""
    found: UUID | None = await db.value(DROVE_FOR, ride_id, rider_id)
    return found
