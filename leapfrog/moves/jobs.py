"""What moving does in the background."""

from collections.abc import Mapping
from functools import partial

from leapfrog.identity import PersonErased
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler, cancel
from leapfrog.moves import arriving, leaving, store

TIMERS: Mapping[str, Handler] = {
    leaving.FORGET: leaving.forget,
    arriving.ARCHIVES: arriving.settle_archives,
}


async def person_is_erased(db: Db, event: PersonErased) -> None:
    """A reaction: deletes what is kept of the moves of a person who is erased."""
    await store.forget(db, event.person_id)
    await cancel(db, arriving.ARCHIVES, str(event.person_id))


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of moves, by name: moving in, and settling what was left behind."""
    return {
        arriving.WORK: partial(arriving.work, town),
        leaving.SETTLE: partial(leaving.settle, town),
    }
