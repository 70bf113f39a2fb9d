"""The record set of files that are sent: those of a person, and those that others sent them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from leapfrog.chat import attaching, files, store_files
from leapfrog.chat.model_files import ChatBlob, ChatFile, clean_name
from leapfrog.chat.store_archive import MessageRecord
from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db

# What the town itself makes; a file that says to be a picture and is something else is a file.
MADE = {"image/webp", "video/mp4", "video/webm", "audio/ogg", "audio/mp4"}


class BlobRecord(msgspec.Struct, frozen=True):
    """One form of a file, as the take-out names blobs."""

    part: str
    sha256: str
    media_type: str
    size: int


class ChatFileRecord(msgspec.Struct, frozen=True):
    """A file as it is taken out; who sent it, the messages say."""

    file: ChatFile
    created_at: datetime
    blobs: list[BlobRecord]


async def export_files(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for created_at, file in await store_files.of_person(db, person_id):
        kept = [
            BlobRecord(blob.part, blob.sha256.hex(), blob.type, blob.size)
            for blob in await files.blobs_of(db, file.id)
        ]
        yield msgspec.to_builtins(ChatFileRecord(file, created_at, kept))


async def restore_files(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """All of them become this person's: whoever else had them is in another town."""
    new = 0
    for kept in msgspec.convert(records, list[ChatFileRecord]):
        blobs = [
            msgspec.convert(
                {"part": b.part, "sha256": bytes.fromhex(b.sha256), "type": b.media_type}
                | {"size": b.size},
                ChatBlob,
            )
            for b in kept.blobs
        ]
        new += await _restored(db, person_id, kept, blobs)
    return new, len(records) - new


async def _restored(db: Db, person_id: UUID, kept: ChatFileRecord, blobs: list[ChatBlob]) -> bool:
    file = _believed(kept.file, blobs)
    found = await store_files.find(db, file.id)
    if found and found[0] != person_id:
        file = msgspec.structs.replace(file, id=_restored_id(person_id, file.id))
    return await files.keep(db, person_id, file, blobs, kept.created_at)


def _restored_id(person_id: UUID, file_id: UUID) -> UUID:
    """Under which id a file comes in when its own is somebody else's here."""
    return uuid5(person_id, file_id.hex)


async def place(db: Db, person_id: UUID, said: Sequence[MessageRecord]) -> list[MessageRecord]:
    """Messages that were brought, with their files by the ids that they have here; whoever is in
    the conversation has them too.
    """
    named = {file_id for one in said for file_id in _files_in(one)}
    wanted = {
        (person_id, each): file_id
        for file_id in named
        for each in (file_id, _restored_id(person_id, file_id))
    }
    here = {wanted[pair]: pair[1] for pair in await files.sendable(db, wanted)}
    places = [
        (here[file_id], one.conversation_id, one.seq)
        for one in said
        for file_id in _files_in(one)
        if file_id in here
    ]
    await files.attach(db, places)
    ids = {str(old): str(new) for old, new in here.items()}
    return [msgspec.structs.replace(one, meta=_renamed(one.meta, ids)) for one in said]


def _files_in(message: MessageRecord) -> list[UUID]:
    named = attaching.filed(message.kind, message.meta or {})
    return [file_id for _, meta in named if (file_id := attaching.file_in(meta))]


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        named = {key: _renamed(each, ids) for key, each in value.items()}
        if isinstance(named.get("file"), str):
            named["file"] = ids.get(named["file"], named["file"])
        return named
    return [_renamed(each, ids) for each in value] if isinstance(value, list) else value


def _believed(file: ChatFile, blobs: list[ChatBlob]) -> ChatFile:
    made = file.kind == "file" or all(blob.type in MADE for blob in blobs)
    kind = file.kind if made else "file"
    return msgspec.structs.replace(file, kind=kind, name=clean_name(file.name))


FILES = RecordSet("chat_files", export_files, restore_files, files.drop_of)
