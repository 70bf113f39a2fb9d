"""Duty's record set: when somebody was on duty, and how far they drove."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from leapfrog.duty import store
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


async def export_sessions(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The newest first."""
    for one in await store.between(db, person_id, FIRST, LAST):
        told = msgspec.to_builtins(one)
        del told["driver_id"]
        yield told


# What one drove in one town is history in another.
RECORD_SETS = (RecordSet("duty_sessions", export_sessions, None, store.forget),)
