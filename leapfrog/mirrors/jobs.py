"""What spares do in the background, and at the start."""

from collections.abc import Mapping
from functools import partial

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler, schedule_missing
from leapfrog.mirrors import holding, keeping, spares, store

TIMERS: Mapping[str, Handler] = {
    spares.DUE: spares.due,
    spares.CHECK_DUE: spares.check_due,
    holding.FORGET_DUE: holding.forget_silent,
}


async def begin(db: Db) -> None:
    """At each start: schedules a round for each spare, also where its job was lost, and a day later
    the sweep of spares that their homes have forgotten.
    """
    rounds = [(spares.DUE, str(one), db.now) for one in await store.everyone(db)]
    later = db.now + holding.FORGET_EVERY
    await schedule_missing(db, [(holding.FORGET_DUE, "", later), *rounds])


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of spares, by name: keeping one up to date, checking it, and deleting it there."""
    return {
        spares.KEEP: partial(spares.keep, town),
        spares.CHECK: partial(spares.check, town),
        keeping.DROP: partial(spares.forget_there, town),
    }
