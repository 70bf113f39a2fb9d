"""What private notes do in the background."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler
from leapfrog.private_notes import fetching, hearing, store, telling

# Whoever does not answer for longer was given up, and that is told.
SENT_KEPT = timedelta(days=10)
TIMERS: Mapping[str, Handler] = {telling.DUE: telling.due}


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of private notes, by name: fetching their files."""
    return {hearing.FETCH: partial(fetching.work, town)}


async def tidy(db: Db) -> None:
    """Forgets after ten days which activity carried which message: a loss that is told later
    changes nothing.
    """
    await store.drop_sent(db, db.now - SENT_KEPT)
