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
    """At each start: a round of each spare is due, also where a job was lost. Homes have a day to
    be heard before a spare is taken for forgotten.
    """
    rounds = [(spares.DUE, str(one), db.now) for one in await store.everyone(db)]
    later = db.now + holding.FORGET_EVERY
    await schedule_missing(db, [(holding.FORGET_DUE, "", later), *rounds])


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {
        spares.KEEP: partial(spares.keep, town),
        spares.CHECK: partial(spares.check, town),
        keeping.DROP: partial(spares.forget_there, town),
    }
