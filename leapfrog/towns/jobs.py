"""What is done in the background, and at the start."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from leapfrog import fediverse, identity
from leapfrog.calls import TELL_TOWN
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work, enqueue_all
from leapfrog.kernel.timers import ForMany, Handler, schedule_missing
from leapfrog.towns import (
    cards,
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
    """At each start: whether there are lines at all. Every town to which there is one is greeted,
    so that it carries what it kept while this one was away; later those that are quiet.
    """
    site = await fediverse.site(db)
    await identity.set_lines(db, has=site is not None)
    if site:
        found = await store.everyone(db)
        await enqueue_all(
            db, dispatches.CARRY, [{"domain": t.domain, "hello": True} for t in found]
        )
        await schedule_missing(db, [(silence.GREET, "", db.now + silence.EVERY)])


async def tidy(db: Db) -> None:
    """Forgets what was done long ago; carries what somebody forgot to carry."""
    await store.drop_keys(db)
    await store.prune(db, db.now - dispatches.KEPT, db.now - dispatches.IDS_KEPT)
    await store_files.prune(db, db.now - files.OFFERED_FOR, db.now - files.OFFERED_FOR)
    for there in await store.everyone(db):
        late = there.next_try_at is None or there.next_try_at < db.now - timedelta(hours=1)
        if there.waiting and late:
            await dispatches.carry(db, there.domain)


TIMERS: Mapping[str, Handler] = {
    cards.DUE: cards.due,
    talk.DUE: talk.due,
    marks.DUE: ForMany(marks.due),
    redirecting.DUE: redirecting.due,
    silence.GREET: silence.greet_quiet,
}


def works(town: Town) -> Mapping[str, Work]:
    return {
        dispatches.CARRY: partial(carrying.work, town),
        files.FETCH: partial(fetching.work, town),
        TELL_TOWN: partial(now.tell_call, town),
        rotation.RENEW: partial(rotation.renew_homes, town),
        rotation.TELL: partial(rotation.tell_home, town),
    }
