"""What is done in the background, and at the start."""

from collections.abc import Mapping
from functools import partial

from leapfrog import fediverse, identity
from leapfrog.calls import TELL_TOWN
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work, enqueue_all
from leapfrog.kernel.timers import ForMany, Handler, schedule_missing
from leapfrog.towns import (
    cards,
    carrier,
    carrying,
    dispatches,
    fetching,
    files,
    marks,
    now,
    redirecting,
    rotation,
    silence,
    store,
    store_files,
    talk,
)


async def begin(db: Db) -> None:
    """At each start: notes whether there are lines to other towns, greets each, so that it sends
    what it kept while this one was away, schedules greeting silent ones, and frees lines of
    processes that have died.
    """
    site = await fediverse.site(db)
    await identity.set_lines(db, has=site is not None)
    if site:
        found = await store.everyone(db)
        await enqueue_all(
            db, dispatches.CARRY, [{"domain": t.domain, "hello": True} for t in found]
        )
        await store.release_all(db)
        again = [(silence.GREET, silence.EVERY), (carrier.WATCH, carrier.EVERY)]
        await schedule_missing(db, [(kind, "", db.now + after) for kind, after in again])


async def tidy(db: Db) -> None:
    """Deletes keys that are not shown any more, and dispatches and offered files that were done
    long ago.
    """
    await store.drop_keys(db)
    await store.prune(db, db.now - dispatches.KEPT, db.now - dispatches.IDS_KEPT)
    await store_files.prune(db, db.now - files.OFFERED_FOR, db.now - files.OFFERED_FOR)


TIMERS: Mapping[str, Handler] = {
    cards.DUE: cards.due,
    talk.DUE: talk.due,
    marks.DUE: ForMany(marks.due),
    redirecting.DUE: redirecting.due,
    silence.GREET: silence.greet_quiet,
    carrier.WATCH: carrier.watch,
}


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of lines between towns, by name: carrying dispatches, fetching files, telling of
    calls, and renewing home records after another key.
    """
    return {
        dispatches.CARRY: partial(carrying.work, town),
        files.FETCH: partial(fetching.work, town),
        TELL_TOWN: partial(now.tell_call, town),
        rotation.RENEW: partial(rotation.renew_homes, town),
        rotation.TELL: partial(rotation.tell_home, town),
    }
