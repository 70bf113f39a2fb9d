"""All SQL of duty."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.duty.model import DutySeen, DutySession
from leapfrog.kernel.db import Db

COLUMNS = "driver_id, since, until, metres_free, metres_ridden, over"
END_OLD = """
update duty_session set over = true
where driver_id = any($1::uuid[]) and not over and until < $2
"""
SEEN = """
insert into duty_session as s (driver_id, since, until, metres_free, metres_ridden)
select g.driver_id, $4, $4, case when g.ridden then 0 else g.metres end,
    case when g.ridden then g.metres else 0 end
from unnest($1::uuid[], $2::int[], $3::bool[]) as g (driver_id, metres, ridden)
on conflict (driver_id) where not over do update set
    until = greatest(s.until, excluded.until),
    metres_free = s.metres_free + excluded.metres_free,
    metres_ridden = s.metres_ridden + excluded.metres_ridden
"""
END = """
update duty_session set over = true, until = case when until >= $2 then greatest(until, $3)
    else until end
where driver_id = $1 and not over
"""
BETWEEN = f"""
select {COLUMNS} from duty_session where driver_id = $1 and until > $2 and since < $3
order by since desc
"""
OF_MANY = f"""
select {COLUMNS} from duty_session where driver_id = any($1::uuid[]) and until > $2
order by driver_id, since desc
"""
FORGET = "delete from duty_session where driver_id = $1"


async def end_old(db: Db, drivers: Sequence[UUID], before: datetime) -> None:
    """Times on duty of which nothing was heard since then are over."""
    await db.run(END_OLD, drivers, before)


async def seen(db: Db, told: Sequence[DutySeen]) -> None:
    """Goes on with the time on duty of each, or begins one."""
    drivers = [one.driver_id for one in told]
    metres = [one.metres for one in told]
    await db.run(SEEN, drivers, metres, [one.ridden for one in told], db.now)


async def end(db: Db, driver_id: UUID, heard_since: datetime) -> None:
    """It is over now, for who was heard of since then; else it was when they were last heard of."""
    await db.run(END, driver_id, heard_since, db.now)


async def between(db: Db, driver_id: UUID, since: datetime, until: datetime) -> list[DutySession]:
    """The newest first."""
    return await db.all_as(DutySession, BETWEEN, driver_id, since, until)


async def of_many(
    db: Db, drivers: Sequence[UUID], since: datetime
) -> dict[UUID, list[DutySession]]:
    """By driver, the newest first."""
    found: dict[UUID, list[DutySession]] = {}
    for one in await db.all_as(DutySession, OF_MANY, drivers, since):
        found.setdefault(one.driver_id, []).append(one)
    return found


async def forget(db: Db, driver_id: UUID) -> int:
    """All of somebody."""
    return await db.run(FORGET, driver_id)
