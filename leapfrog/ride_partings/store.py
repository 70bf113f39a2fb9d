"""All SQL of partings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

PART = """
insert into ride_partings_pair (person_id, other_id, ride_id, at) values ($1, $2, $3, $4)
on conflict do nothing
"""
TAKE_BACK = "delete from ride_partings_pair where person_id = $1 and other_id = $2"
HAS = "select exists (select from ride_partings_pair where person_id = $1 and other_id = $2)"
APART = """
select r.id, d.id from unnest($1::uuid[]) as r(id) cross join unnest($2::uuid[]) as d(id)
where exists (
    select from ride_partings_pair p
    where (p.person_id, p.other_id) in ((r.id, d.id), (d.id, r.id))
)
"""
OF_ONE = "select ride_id, at from ride_partings_pair where person_id = $1 order by at, ride_id"
FORGET = "delete from ride_partings_pair where $1 in (person_id, other_id)"


class SaidAfterRide(msgspec.Struct, frozen=True):
    """After which ride somebody said so."""

    ride_id: UUID
    at: datetime


async def part(db: Db, me: UUID, them: UUID, ride_id: UUID) -> None:
    """Notes that I ride with this person no more, after that ride. Again, nothing happens."""
    await db.run(PART, me, them, ride_id, db.now)


async def take_back(db: Db, me: UUID, them: UUID) -> None:
    """Ends that I ride with this person no more; what they said of me stays."""
    await db.run(TAKE_BACK, me, them)


async def has_parted(db: Db, me: UUID, them: UUID) -> bool:
    """Whether I said that I ride with this person no more."""
    return bool(await db.value(HAS, me, them))


async def apart(db: Db, riders: Sequence[UUID], drivers: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """The pairs (rider, driver) of these people of whom either rides with the other no more."""
    return {(row[0], row[1]) for row in await db.rows(APART, riders, drivers)}


async def of_one(db: Db, person_id: UUID) -> list[SaidAfterRide]:
    """The oldest first."""
    return await db.all_as(SaidAfterRide, OF_ONE, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    """What they said, and what was said of them."""
    return await db.run(FORGET, person_id)
