"""Record sets of what was brought from elsewhere: it leaves with its owner, and comes back."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.post_archives import store, store_traces
from leapfrog.post_archives.formats import TraceKind
from leapfrog.post_archives.model import MOST_TRACES
from leapfrog.post_archives.store import BroughtPostRow
from leapfrog.post_archives.store_traces import NewTrace
from leapfrog.posts import authors_of


class ImportedTraceRecord(msgspec.Struct, frozen=True):
    """A follow, like and so on of another place. `held`: it is a block or mute that holds here."""

    kind: TraceKind
    value: str
    text: str
    source: str
    at: datetime | None = None
    held: bool = False


class OriginRecord(msgspec.Struct, frozen=True):
    """From where a post is."""

    post_id: UUID
    source: str
    url: str


async def export_traces(db: Db, owner: UUID) -> AsyncIterator[Record]:
    for row in await store_traces.everything(db, owner):
        yield msgspec.to_builtins(row)


async def restore_traces(db: Db, owner: UUID, records: list[Record]) -> Restored:
    several = msgspec.convert(records, list[ImportedTraceRecord])[:MOST_TRACES]
    new = 0
    for source in dict.fromkeys(one.source for one in several):
        of_it = [one for one in several if one.source == source]
        rows = [
            NewTrace(one.kind, one.value[:500], one.text[:500], one.at, one.held) for one in of_it
        ]
        new += await store_traces.add(db, owner, source, None, rows)
    return restored(new, records)


async def export_origins(db: Db, owner: UUID) -> AsyncIterator[Record]:
    for row in await store_traces.brought(db, owner):
        yield msgspec.to_builtins(row)


async def restore_origins(db: Db, owner: UUID, records: list[Record]) -> Restored:
    """Of one's own posts that are here."""
    told = msgspec.convert(records, list[OriginRecord])
    authors = await authors_of(db, [one.post_id for one in told])
    mine = [one for one in told if authors.get(one.post_id) == owner]
    found = [BroughtPostRow(one.post_id, one.source[:100], one.url[:2_000]) for one in mine]
    new = await store.note(db, owner, None, found)
    return restored(new, records)


async def erase_origins(db: Db, owner: UUID) -> int:
    return await store_traces.erase_brought(db, owner)


RECORD_SETS = [
    RecordSet("post_traces", export_traces, restore_traces, store_traces.erase),
    RecordSet("post_origins", export_origins, restore_origins, erase_origins),
]
