"""SQL of whom riders chose to follow their trips."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

CHOSEN = "select chosen_id from ride_safety_chosen where person_id = $1 order by since, chosen_id"
DROP_CHOSEN = "delete from ride_safety_chosen where person_id = $1"
ADD_CHOSEN = """
insert into ride_safety_chosen (person_id, chosen_id, since) values ($1, $2, $3)
on conflict do nothing
"""
HOURS = "select from_hour, zone from ride_safety_hours where person_id = $1"
DROP_HOURS = "delete from ride_safety_hours where person_id = $1"
PUT_HOURS = """
insert into ride_safety_hours (person_id, from_hour, zone) values ($1, $2, $3)
on conflict (person_id) do update set from_hour = excluded.from_hour, zone = excluded.zone
"""
ADD_FOLLOWERS = """
insert into ride_safety_follower (ride_id, follower_id, since)
select $1, one, $3 from unnest($2::uuid[]) one on conflict do nothing
"""
FOLLOWERS = "select follower_id from ride_safety_follower where ride_id = $1 order by follower_id"
# Also for a while after they are over.
FOLLOWED = """
select f.ride_id from ride_safety_follower f join rides_hail h on h.ride_id = f.ride_id
where f.follower_id = $1 and (h.ended_at is null or h.ended_at > $2) order by f.since desc
"""
DROP_FOLLOWERS = "delete from ride_safety_follower where ride_id = $1"
PART = """
with c as (
    delete from ride_safety_chosen
    where (person_id, chosen_id) in (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))
)
delete from ride_safety_follower f using rides_ride r
where r.id = f.ride_id
    and (r.rider_id, f.follower_id) in (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))
"""
DROP_OLD = """
delete from ride_safety_follower f using rides_hail h
where h.ride_id = f.ride_id and h.ended_at < $1
"""
FORGET = """
with c as (delete from ride_safety_chosen where $1 in (person_id, chosen_id)),
h as (delete from ride_safety_hours where person_id = $1)
delete from ride_safety_follower f using rides_ride r
where r.id = f.ride_id and ($1 in (r.rider_id, r.driver_id) or f.follower_id = $1)
"""


class SharingHours(msgspec.Struct, frozen=True):
    """Trips are shared from this hour on until six, by the clock of `zone` (IANA)."""

    from_hour: int
    zone: str


async def chosen(db: Db, person_id: UUID) -> list[UUID]:
    """Whom somebody chose, the first chosen first."""
    return [row[0] for row in await db.rows(CHOSEN, person_id)]


async def set_chosen(db: Db, person_id: UUID, people: Sequence[UUID]) -> None:
    """These, and nobody else."""
    await db.run(DROP_CHOSEN, person_id)
    await db.run_many(ADD_CHOSEN, [(person_id, one, db.now) for one in people])


async def hours(db: Db, person_id: UUID) -> SharingHours | None:
    """None: at any hour."""
    return await db.one_as(SharingHours, HOURS, person_id)


async def set_hours(db: Db, person_id: UUID, new: SharingHours | None) -> None:
    if new is None:
        await db.run(DROP_HOURS, person_id)
    else:
        await db.run(PUT_HOURS, person_id, new.from_hour, new.zone)


async def add_followers(db: Db, ride_id: UUID, people: Sequence[UUID]) -> None:
    await db.run(ADD_FOLLOWERS, ride_id, people, db.now)


async def followers(db: Db, ride_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(FOLLOWERS, ride_id)]


async def followed(db: Db, person_id: UUID, since: datetime) -> list[UUID]:
    """Which rides somebody follows that go on, or ended since then; the newest first."""
    return [row[0] for row in await db.rows(FOLLOWED, person_id, since)]


async def drop_followers(db: Db, ride_id: UUID) -> None:
    await db.run(DROP_FOLLOWERS, ride_id)


async def part(db: Db, one: UUID, other: UUID) -> None:
    """Neither follows the other any more."""
    await db.run(PART, one, other)


async def drop_old(db: Db, before: datetime) -> int:
    """Who followed rides that were over by then; answers how many."""
    return await db.run(DROP_OLD, before)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
