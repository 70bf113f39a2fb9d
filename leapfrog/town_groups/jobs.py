"""What is done in the background: the key of a town is asked for by which rows must be signed."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog

from leapfrog import towns
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain, Work
from leapfrog.kernel.timers import Handler
from leapfrog.town_groups import (
    copying,
    joining,
    marks,
    moving,
    pictures,
    reading,
    seeking,
    store,
    telling,
    weighing,
    wishing,
)

AGAIN = timedelta(seconds=30)
log = structlog.get_logger()


async def look(town: Town, payload: dict[str, str]) -> None:
    """A job: asks a town for its keys, then takes the rows that waited for them. Raises `RunAgain`
    while it does not answer.
    """
    try:
        await towns.look_up(town, payload["domain"])
    except NotFound:
        return
    except towns.NotReached as why:
        log.info("town_groups_no_key", domain=payload["domain"], why=str(why))
        raise RunAgain(AGAIN) from None
    async with town.database.transaction() as db:
        found = await store.one(db, UUID(payload["group"]))
        if found is None or found.home is None:
            return
        await towns.line_to(db, found.home)
        group = await store.locked(db, found.id)
        if group:
            await copying.advance(db, group)


async def tidy(db: Db) -> None:
    """Gives up messages, moves and joins that waited too long for another town."""
    await wishing.tidy(db)
    await moving.tidy(db)
    await joining.tidy(db)


TIMERS: Mapping[str, Handler] = {
    telling.DUE: telling.due,
    wishing.DUE: wishing.due,
    copying.ASK: copying.ask,
    marks.DUE: marks.due,
    moving.HERE: moving.tell_here,
    weighing.WEIGH: weighing.weigh,
    weighing.BACK: weighing.go_back,
    seeking.SEEK: seeking.due,
}


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of groups between towns, by name: asking about a group, and fetching its picture."""
    return {reading.LOOK: partial(look, town), pictures.FETCH: partial(pictures.work, town)}
