"""Record sets of histories that were brought: they leave with their owner, and come back."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from leapfrog import chat
from leapfrog.chat_archives.store_histories import (
    ArchivedMessage,
    archive_rows,
    own_archives,
    silent_archives,
)
from leapfrog.chat_archives.writing import json_text, stored_row
from leapfrog.chat_content import Archive, ArchivePart, RestoredMessage, SpeakerRow, id_when_taken
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db

PAGE = 1000


class SpeakerRecord(msgspec.Struct, frozen=True):
    """Somebody who speaks in it; without an id it is the owner."""

    id: UUID | None
    key: str
    name: str
    shown: str


class HistoryRecord(msgspec.Struct, frozen=True):
    """A history as it is taken out."""

    id: UUID
    title: str
    source: str
    app: str
    external_id: str
    group: bool
    digest: str
    people: list[SpeakerRecord]


class HistoryEntryRecord(msgspec.Struct, frozen=True):
    """One row of a history; without a sender it is the owner's. `entry`: what it was where it was
    said, on the first row of each.
    """

    history_id: UUID
    seq: int
    ord: int
    sender_id: UUID | None
    kind: str
    body: str
    ref: int | None
    meta: dict[str, Any] | None
    edited_at: datetime | None
    recalled: bool
    imported: str
    created_at: datetime
    entry: dict[str, Any] | None = None
    external_id: str = ""


async def export_histories(db: Db, owner: UUID) -> AsyncIterator[Record]:
    for own in await own_archives(db, owner):
        archive = own.archive
        known = await chat.archive_speakers(db, [archive.conversation_id])
        people = [
            SpeakerRecord(_other(owner, one.id), one.key, one.name, one.shown) for one in known
        ]
        about = (archive.title, archive.source, archive.app, archive.external_id, archive.group)
        kept = HistoryRecord(archive.conversation_id, *about, own.digest.hex(), people)
        yield msgspec.to_builtins(kept)


async def export_told(db: Db, owner: UUID) -> AsyncIterator[Record]:
    for own in await own_archives(db, owner):
        seq = 0
        while rows := await archive_rows(db, own.archive.conversation_id, seq, PAGE):
            seq = rows[-1].seq
            for row in rows:
                yield _kept(owner, row)


def _kept(owner: UUID, row: ArchivedMessage) -> Record:
    kept = HistoryEntryRecord(
        history_id=row.conversation_id,
        seq=row.seq,
        ord=row.ord,
        sender_id=_other(owner, row.sender_id),
        kind=row.kind,
        body=row.body,
        ref=row.ref,
        meta=row.meta,
        edited_at=row.edited_at,
        recalled=row.recalled,
        imported=row.imported,
        created_at=row.created_at,
        entry=msgspec.json.decode(row.entry) if row.entry else None,
        external_id=row.external_id or "",
    )
    return dict(msgspec.to_builtins(kept))


def _other(owner: UUID, who: UUID) -> UUID | None:
    """Anybody but the owner."""
    return None if who == owner else who


async def restore_histories(db: Db, owner: UUID, records: list[Record]) -> Restored:
    new = 0
    for kept in msgspec.convert(records, list[HistoryRecord]):
        place = await _place(db, owner, kept.id)
        digest = bytes.fromhex(kept.digest)
        if place is None or await chat.archives_by_digest(db, owner, [digest]):
            continue
        about = (kept.title, kept.source, kept.app, kept.external_id, kept.group)
        await chat.begin_archive(db, owner, Archive(place, *about), digest, None)
        people = [
            SpeakerRow(
                conversation_id=place,
                id=p.id or owner,
                key=p.key,
                name=p.name,
                shown=p.shown,
                contact_id=None,
                person_id=None,
            )
            for p in kept.people
        ]
        await chat.extend_archive(db, owner, place, kept.source, ArchivePart((), (), (), people))
        await chat.open_archives(db, owner, [place])
        new += 1
    return restored(new, records)


async def restore_told(db: Db, owner: UUID, records: list[Record]) -> Restored:
    """Only into histories that came with them."""
    new = 0
    here = set(await silent_archives(db, owner))
    kept = msgspec.convert(records, list[HistoryEntryRecord])
    for start in range(0, len(kept), PAGE):
        new += await _restore(db, owner, kept[start : start + PAGE], here)
    await chat.open_archives(db, owner, list(here))
    return restored(new, records)


async def _restore(db: Db, owner: UUID, kept: Sequence[HistoryEntryRecord], here: set[UUID]) -> int:
    by_place: dict[UUID, list[HistoryEntryRecord]] = {}
    for one in kept:
        for place in (one.history_id, id_when_taken(owner, one.history_id)):
            if place in here:
                by_place.setdefault(place, []).append(one)
                break
    for place, rows in by_place.items():
        filed = await chat.with_own_files(db, owner, [_row(place, owner, one) for one in rows])
        told = [(one.seq, one.external_id, json_text(one.entry)) for one in rows if one.entry]
        part = ArchivePart([stored_row(one) for one in filed], told, ())
        await chat.extend_archive(db, owner, place, rows[0].imported, part)
    return sum(map(len, by_place.values()))


def _row(place: UUID, owner: UUID, one: HistoryEntryRecord) -> RestoredMessage:
    meta = one.meta
    if meta and "person_ids" in meta:
        meta = meta | {"person_ids": msgspec.convert(meta["person_ids"], list[UUID])}
    return RestoredMessage(
        conversation_id=place,
        seq=one.seq,
        ord=one.ord,
        client_id=uuid5(place, f"row {one.seq}"),
        sender_id=one.sender_id or owner,
        kind=one.kind,
        body=one.body,
        created_at=one.created_at,
        ref=one.ref,
        mentions=None,
        meta=meta,
        edited_at=one.edited_at,
        recalled=one.recalled,
        imported=one.imported,
        reactions=[],
    )


async def _place(db: Db, owner: UUID, history_id: UUID) -> UUID | None:
    """None when it is here already."""
    for place in (history_id, id_when_taken(owner, history_id)):
        if not await chat.is_conversation(db, place):
            return place
    return None


async def erase_histories(db: Db, owner: UUID) -> int:
    return await chat.erase_archives(db, owner)


async def erase_told(db: Db, owner: UUID) -> int:
    return await chat.erase_archived_messages(db, owner)


RECORD_SETS = [
    RecordSet("chat_histories", export_histories, restore_histories, erase_histories),
    RecordSet("chat_history_messages", export_told, restore_told, erase_told),
]
