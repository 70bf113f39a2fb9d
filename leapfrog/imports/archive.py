"""The record set of imports: which files were brought, and what came of them. What they brought is
in the sets of contacts, chats and posts; the files themselves are not kept that long.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts import forget_batch
from leapfrog.imports import store
from leapfrog.imports.model import ImportCount, State, TargetName
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db


class ImportRecord(msgspec.Struct, frozen=True):
    """A file that was brought."""

    id: UUID
    target: TargetName
    name: str
    format: str
    state: State
    counts: list[ImportCount]
    created_at: datetime
    applied_at: datetime | None


async def export_imports(db: Db, owner: UUID) -> AsyncIterator[Record]:
    """All of a person, the newest first."""
    for job in await store.jobs(db, owner):
        names = ImportRecord.__struct_fields__
        yield msgspec.to_builtins(ImportRecord(**{name: getattr(job, name) for name in names}))


async def erase_imports(db: Db, owner: UUID) -> int:
    """With what is prepared for contacts; what came in is erased by the sets that hold it."""
    for job in await store.jobs(db, owner):
        if job.target == "contacts":
            await forget_batch(db, job.id)
    return await store.erase(db, owner)


RECORD_SETS = [RecordSet("imports", export_imports, None, erase_imports)]
