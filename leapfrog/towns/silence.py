"""How long nothing was heard of a town. Two towns that have nothing to say greet each other every
few hours, so that silence means that one of them is away, or that they are cut off.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.jobs import enqueue, enqueue_all
from leapfrog.kernel.timers import schedule
from leapfrog.towns import dispatches

GREET = "towns.greet"
EVERY = timedelta(hours=6)

SILENCE = """
select domain, greatest(heard_at, answered_at) as last_at, failing_since, quiet_from, quiet_until
from towns_town where domain = any($1::text[])
"""
QUIET = """
select domain from towns_town
where not key_changed and failing_since is null
    and greatest(heard_at, answered_at, made_at) < $1
order by domain
"""


class TownSilence(msgspec.Struct, frozen=True):
    """When a town was heard, or answered, last; since when it does not answer; and of when to when
    nothing was heard of it for a day or longer, the last time.
    """

    domain: str
    last_at: datetime | None
    failing_since: datetime | None
    quiet_from: datetime | None
    quiet_until: datetime | None


async def of(db: Db, domain: str) -> TownSilence | None:
    """When a town answered last, and since when it is silent; None for a town to which there is no
    line.
    """
    return (await of_all(db, [domain])).get(domain)


async def of_all(db: Db, domains: Sequence[str]) -> dict[str, TownSilence]:
    """When each of these towns answered last, and since when it is silent, by domain; those without
    a line are left out. One statement for all.
    """
    found = await db.all_as(TownSilence, SILENCE, list(domains))
    return {one.domain: one for one in found}


async def greet(db: Db, domain: str) -> None:
    """Enqueues a greeting of a town, to find out whether it answers."""
    await enqueue(db, dispatches.CARRY, {"domain": domain, "hello": True})


async def greet_quiet(db: Db, _ref: str, _body: object) -> None:
    """A timer: all of which nothing was heard for hours. Those that do not answer are tried again
    by the job that found it.
    """
    found = [row[0] for row in await db.rows(QUIET, db.now - EVERY)]
    await enqueue_all(db, dispatches.CARRY, [{"domain": one, "hello": True} for one in found])
    await schedule(db, GREET, "", db.now + EVERY)
