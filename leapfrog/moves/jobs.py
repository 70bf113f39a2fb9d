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
    """A reaction: nothing is kept of their moves."""
    await store.forget(db, event.person_id)
    await cancel(db, arriving.ARCHIVES, str(event.person_id))


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {
        arriving.WORK: partial(arriving.work, town),
        leaving.SETTLE: partial(leaving.settle, town),
    }
