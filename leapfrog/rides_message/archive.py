"""The record set of what somebody wrote to drivers and passengers."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.rides_message import store


async def export_said(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person wrote, as far as it is still there."""
    for message in await store.export_messages(db, person_id):
        yield msgspec.to_builtins({"message": message})


async def erase_said(db: Db, person_id: UUID) -> int:
    """What they wrote."""
    return await store.forget_messages(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (RecordSet("rides_said", export_said, None, erase_said),)
