"""All SQL of portability."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.kernel.files import File
from leapfrog.portability.model import Arrival, ArrivalSet, SetCount, Takeout

TAKEOUT = "select id, state, progress, size, sha256, sets, created_at, expires_at, file_id"
ADD = """
insert into portability_takeout (id, owner_id, state, created_at)
values ($1, $2, 'waiting', $3) on conflict (id) do nothing returning id
"""
UNDER_WAY = """
select exists (
    select from portability_takeout
    where owner_id = $1 and id <> $3 and state in ('waiting', 'working') and created_at > $2
)
"""
ONE = f"{TAKEOUT} from portability_takeout where owner_id = $1 and id = $2"
ALL = f"{TAKEOUT} from portability_takeout where owner_id = $1 order by created_at desc, id desc"
OWNER = "select owner_id from portability_takeout where id = $1 and state <> 'ready' for update"
# A job may run twice; what one has finished the other does not begin anew.
PROGRESS = """
update portability_takeout set state = 'working', progress = $2 where id = $1 and state <> 'ready'
"""
READY = """
update portability_takeout
set state = 'ready', progress = 100, file_id = $2, size = $3, sha256 = $4, sets = $5,
    expires_at = $6
where id = $1
"""
END = """
update portability_takeout set state = $2, file_id = null where id = $1 returning owner_id
"""
# All but the newest that can still be fetched.
OLDER = """
select id from portability_takeout where owner_id = $1 and state = 'ready'
order by created_at desc, id desc offset $2
"""
FILE = "select owner_id, file_id from portability_takeout where id = $1 and file_id is not null"
COUNT = "select count(*) from portability_takeout where owner_id = $1"
ERASE = """
with a as (delete from portability_arrival where owner_id = $1)
delete from portability_takeout where owner_id = $1
"""

ARRIVAL = """
select id, name, state, from_address, sets, problems, created_at, applied_at, file_id
from portability_arrival
"""
ADD_ARRIVAL = """
insert into portability_arrival
    (id, owner_id, name, state, file_id, from_address, sets, problems, created_at)
values ($1, $2, $3, 'preview', $4, $5, $6, $7, $8) on conflict (id) do nothing
"""
ONE_ARRIVAL = f"{ARRIVAL} where owner_id = $1 and id = $2"
LOCK_ARRIVAL = f"{ARRIVAL} where owner_id = $1 and id = $2 for update"
PREVIEWS = """
select id from portability_arrival where owner_id = $1 and state = 'preview' order by id
"""
DROP_PREVIEW = """
delete from portability_arrival where id = $1 and state = 'preview' returning owner_id, file_id
"""
APPLIED = """
update portability_arrival set state = 'applied', sets = $2, applied_at = $3 where id = $1
"""


def _takeout(row: Row) -> Takeout:
    return Takeout(
        id=row[0],
        state=row[1],
        progress=row[2],
        size=row[3],
        sha256=row[4].hex() if row[4] else None,
        sets=msgspec.convert(row[5], list[SetCount]),
        created_at=row[6],
        expires_at=row[7],
    )


def _arrival(row: Row) -> Arrival:
    sets = msgspec.convert(row[4], list[ArrivalSet])
    return Arrival(
        id=row[0],
        name=row[1],
        state=row[2],
        from_address=row[3],
        sets=sets,
        problems=row[5],
        created_at=row[6],
        applied_at=row[7],
    )


async def add(db: Db, takeout_id: UUID, owner: UUID) -> bool:
    return await db.value(ADD, takeout_id, owner, db.now) is not None


async def is_under_way(db: Db, owner: UUID, since: datetime, *, but: UUID) -> bool:
    """Whether another one than `but` is, and was asked for since then."""
    found: bool = await db.value(UNDER_WAY, owner, since, but)
    return found


async def one(db: Db, owner: UUID, takeout_id: UUID) -> tuple[Takeout, UUID | None] | None:
    """A take-out and its file."""
    row = await db.row(ONE, owner, takeout_id)
    return (_takeout(row), row[8]) if row else None


async def all_of(db: Db, owner: UUID) -> list[Takeout]:
    return [_takeout(row) for row in await db.rows(ALL, owner)]


async def owner_of_unfinished(db: Db, takeout_id: UUID) -> UUID | None:
    found: UUID | None = await db.value(OWNER, takeout_id)
    return found


async def progress(db: Db, takeout_id: UUID, percent: int) -> None:
    await db.run(PROGRESS, takeout_id, percent)


async def ready(db: Db, takeout_id: UUID, file: File, sets: Any, expires_at: datetime) -> None:
    """It lies in this file until then; `sets`: what is in it."""
    kept = (file.id, file.size, file.sha256)
    await db.run(READY, takeout_id, *kept, msgspec.to_builtins(sets), expires_at)


async def older(db: Db, owner: UUID, but: int) -> list[UUID]:
    """A person's take-outs that are ready, all but so many of the newest."""
    return [row[0] for row in await db.rows(OLDER, owner, but)]


async def end(db: Db, takeout_id: UUID, state: str) -> None:
    await db.run(END, takeout_id, state)


async def file(db: Db, takeout_id: UUID) -> tuple[UUID, UUID] | None:
    """Owner and file of a take-out that has one."""
    row = await db.row(FILE, takeout_id)
    return (row[0], row[1]) if row else None


async def count(db: Db, owner: UUID) -> int:
    return int(await db.value(COUNT, owner))


async def erase(db: Db, owner: UUID) -> int:
    return await db.run(ERASE, owner)


async def add_arrival(db: Db, arrival: Arrival, owner: UUID, file_id: UUID) -> None:
    await db.run(
        ADD_ARRIVAL,
        arrival.id,
        owner,
        arrival.name,
        file_id,
        arrival.from_address,
        msgspec.to_builtins(arrival.sets),
        arrival.problems,
        arrival.created_at,
    )


async def arrival(
    db: Db, owner: UUID, arrival_id: UUID, lock: bool = False
) -> tuple[Arrival, UUID] | None:
    """An arrival and its file."""
    row = await db.row(LOCK_ARRIVAL if lock else ONE_ARRIVAL, owner, arrival_id)
    return (_arrival(row), row[8]) if row else None


async def previews(db: Db, owner: UUID) -> list[UUID]:
    """What a person has only looked at."""
    return [row[0] for row in await db.rows(PREVIEWS, owner)]


async def drop_preview(db: Db, arrival_id: UUID) -> tuple[UUID, UUID] | None:
    """Owner and file of what was only looked at, and is forgotten now."""
    row = await db.row(DROP_PREVIEW, arrival_id)
    return (row[0], row[1]) if row else None


async def applied(db: Db, arrival_id: UUID, sets: list[ArrivalSet]) -> None:
    await db.run(APPLIED, arrival_id, msgspec.to_builtins(sets), db.now)
