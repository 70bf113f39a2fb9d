"""All SQL of pauses."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ride_pauses.model import BrokenKind, BrokenRide

COLUMNS = "person_id, ride_id, kind, at"
ADD = f"insert into ride_pauses_broken ({COLUMNS}) values ($1, $2, $3, $4) on conflict do nothing"
OF_MANY = f"""
select {COLUMNS} from ride_pauses_broken
where person_id = any($1::uuid[]) and kind = $2 and at > $3 order by at, ride_id
"""
OF_ALL = f"""
select {COLUMNS} from ride_pauses_broken where at > $1 and (person_id, kind) in (
    select person_id, kind from ride_pauses_broken where at > $1
    group by person_id, kind having count(*) > $2 order by max(at) desc limit $3
) order by at desc, ride_id
"""
OF_ONE = f"select {COLUMNS} from ride_pauses_broken where person_id = $1 order by at, ride_id"
LIFT = "delete from ride_pauses_broken where person_id = $1 and kind = $2"
FORGET = "delete from ride_pauses_broken where person_id = $1"
DROP = "delete from ride_pauses_broken where at < $1"


async def add(db: Db, broken: BrokenRide) -> None:
    """The same ride again counts once."""
    await db.run(ADD, *msgspec.structs.astuple(broken))


async def of_many(
    db: Db, people: Sequence[UUID], kind: BrokenKind, since: datetime
) -> list[BrokenRide]:
    """The oldest first."""
    return await db.all_as(BrokenRide, OF_MANY, people, kind, since)


async def of_all(db: Db, since: datetime, more_than: int, limit: int) -> list[BrokenRide]:
    """Of so many people who went back more often than that since then, the newest first."""
    return await db.all_as(BrokenRide, OF_ALL, since, more_than, limit)


async def of_one(db: Db, person_id: UUID) -> list[BrokenRide]:
    """The oldest first."""
    return await db.all_as(BrokenRide, OF_ONE, person_id)


async def lift(db: Db, person_id: UUID, kind: BrokenKind) -> int:
    return await db.run(LIFT, person_id, kind)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)


async def drop(db: Db, before: datetime) -> int:
    return await db.run(DROP, before)
