"""Times on duty, noted when drivers are heard of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from leapfrog.duty import store
from leapfrog.duty.errors import MustRest
from leapfrog.duty.model import DAY, GAP, MOST, REST, DutySeen, DutySession, rest_ends, since_rest
from leapfrog.kernel.db import Db

# What ended before cannot matter for a rest any more.
LATELY = DAY + REST


async def note_seen(db: Db, told: Sequence[DutySeen]) -> None:
    """Notes that these drivers are on duty now, each once. Who was not heard of for two minutes
    begins anew: the time between is no time on duty.
    """
    if not told:
        return
    told = sorted(told, key=lambda one: one.driver_id)
    await store.end_old(db, [one.driver_id for one in told], db.now - GAP)
    await store.seen(db, told)


async def end_session(db: Db, driver_id: UUID) -> None:
    """Ends the time on duty of a driver. Again, nothing happens."""
    await store.end(db, driver_id, db.now - GAP)


async def sessions_of(
    db: Db, driver_id: UUID, since: datetime, until: datetime
) -> list[DutySession]:
    """The times on duty of a driver of which a part lies between `since` and `until`, the newest
    first.
    """
    return await store.between(db, driver_id, since, until)


async def driven_lately(db: Db, driver_id: UUID) -> timedelta:
    """How long somebody was on duty within 24 hours, since their last rest of six."""
    return since_rest(await _lately(db, driver_id), db.now)


async def rest_until(db: Db, driver_id: UUID) -> datetime | None:
    """Until when a driver has to rest: six hours after ten on duty within 24. None where they need
    not.
    """
    return rest_ends(await _lately(db, driver_id), db.now)


async def check_rested(db: Db, driver_id: UUID) -> None:
    """Checks that a driver may be on duty. Raises `MustRest`, which says `until` when they have to
    rest, and after how many `hours`.
    """
    until = await rest_until(db, driver_id)
    if until is not None:
        raise MustRest(until=until.isoformat(), hours=MOST // timedelta(hours=1))


async def resting(db: Db, drivers: Sequence[UUID]) -> set[UUID]:
    """Those of these drivers who have to rest now, by the rule of `rest_until`. One statement for
    all.
    """
    found = await store.of_many(db, drivers, db.now - LATELY)
    return {one for one, times in found.items() if rest_ends(times, db.now) is not None}


async def _lately(db: Db, driver_id: UUID) -> list[DutySession]:
    return await store.between(db, driver_id, db.now - LATELY, db.now + GAP)
