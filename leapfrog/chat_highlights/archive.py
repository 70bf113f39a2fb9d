"""Record sets of highlights: stars and pins go with the messages that they are on."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat_content import id_when_taken
from leapfrog.chat_highlights import store
from leapfrog.chat_highlights.store import HighlightRow
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db


class HighlightRecord(msgspec.Struct, frozen=True):
    """A message that was starred or pinned by whoever takes it out, by its place."""

    conversation_id: UUID
    seq: int
    at: datetime


async def export_stars(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.stars_of(db, person_id):
        yield msgspec.to_builtins(HighlightRecord(one.conversation_id, one.seq, one.at))


async def export_pins(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.pins_of(db, person_id):
        yield msgspec.to_builtins(HighlightRecord(one.conversation_id, one.seq, one.at))


async def restore_stars(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Those whose message came along, or is here."""
    new = await store.restore_stars(db, person_id, _rows(person_id, records))
    return restored(new, records)


async def restore_pins(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Those whose message came along, and that nobody else of this town would see."""
    new = await store.restore_pins(db, person_id, _rows(person_id, records))
    return restored(new, records)


def _rows(person_id: UUID, records: list[Record]) -> list[HighlightRow]:
    """A conversation whose id was taken here has another one; only one of the two is theirs."""
    return [
        HighlightRow(place, one.seq, one.at)
        for one in msgspec.convert(records, list[HighlightRecord])
        for place in (one.conversation_id, id_when_taken(person_id, one.conversation_id))
    ]


async def erase_stars(db: Db, person_id: UUID) -> int:
    return await store.erase_stars(db, person_id)


async def erase_pins(db: Db, person_id: UUID) -> int:
    return await store.erase_pins(db, person_id)


RECORD_SETS = [
    RecordSet("chat_stars", export_stars, restore_stars, erase_stars),
    RecordSet("chat_pins", export_pins, restore_pins, erase_pins),
]
