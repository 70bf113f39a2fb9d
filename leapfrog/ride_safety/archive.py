"""Record sets of safety: when somebody called for help."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_safety import store, store_chosen, store_watch


async def export_calls(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """When the person called for help in a ride."""
    for call in await store.calls_by(db, person_id):
        yield msgspec.to_builtins({"help_call": call})


async def export_chosen(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Whom the person chose to follow their trips, and when."""
    people = await store_chosen.chosen(db, person_id)
    hours = await store_chosen.hours(db, person_id)
    if people or hours:
        yield msgspec.to_builtins({"people": people, "hours": hours})


async def erase_calls(db: Db, person_id: UUID) -> int:
    """Also the links to trips of theirs, and how these were looked at."""
    await store_watch.forget(db, person_id)
    return await store.forget_calls(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("rides_help", export_calls, None, erase_calls),
    # Whom one chose lives in this town.
    RecordSet("ride_followers", export_chosen, None, store_chosen.forget),
)
