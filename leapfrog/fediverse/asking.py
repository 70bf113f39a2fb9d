"""Who is followed and was never asked, because nothing but their address is known here: they are
looked up, again and again for a month, and asked once it is known where they take activities.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from leapfrog import identity
from leapfrog.fediverse import actors, moving, sending, store
from leapfrog.fediverse.fetching import NotFetched
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue
from leapfrog.kernel.timers import schedule, schedule_first

FIND = "fediverse:look_up"
FIRST, LONGEST = timedelta(minutes=1), timedelta(days=1)
# Whoever was not found for so long is looked up no more; they stay asked and not answered.
GIVEN_UP = timedelta(days=30)
MOST = 1_000
log = structlog.get_logger()


async def due(db: Db, ref: str, body: object) -> None:
    """A timer: its work asks elsewhere, so it is a job."""
    tries = body.get("tries", 0) if isinstance(body, dict) else 0
    await enqueue(db, FIND, {"person_id": ref, "tries": tries}, key=f"{FIND}:{ref}")


async def sweep(db: Db) -> None:
    """Those whom nobody looks up at this moment, such as when the town spoke with no other one."""
    if await store.site(db):
        for person_id in await store.unasked(db, db.now - GIVEN_UP, MOST):
            await schedule_first(db, sending.LOOK_UP, str(person_id), db.now)


async def work(town: Town, payload: dict[str, Any]) -> None:
    """A job: finds somebody by their address and asks them. Who has another address by now is
    followed there.
    """
    person_id, tries = UUID(payload["person_id"]), payload["tries"]
    async with town.database.glance() as db:
        site = await store.site(db)
        person = (await identity.named(db, [person_id])).get(person_id)
        wanted = await store.is_unasked(db, person_id, db.now - GIVEN_UP)
    if site is None or person is None or person.kind != "remote" or not wanted:
        return
    try:
        found = await actors.at(town, site, person.address)
    except NotFetched as why:
        log.info("fediverse_not_looked_up", address=person.address, why=str(why))
        async with town.database.transaction() as db:
            at = db.now + min(FIRST * 4 ** min(tries, 10), LONGEST)
            await schedule(db, sending.LOOK_UP, str(person_id), at, {"tries": tries + 1})
        return
    async with town.database.transaction() as db:
        if found != person_id:
            await moving.follow_after(db, person_id, found)
        for actor in (await store.by_people(db, [found])).values():
            await sending.ask_waiting(db, actor)
