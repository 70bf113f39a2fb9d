"""The record set of files that are sent: those of a person, and those that others sent them."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat import erase_files, file_blobs, file_owner, files_of, keep_file
from leapfrog.chat_content import Away, ChatBlob, ChatFile, clean_name, id_when_taken
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
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
    for one in await files_of(db, person_id):
        kept = [
            BlobRecord(blob.part, blob.sha256.hex(), blob.type, blob.size)
            for blob in await file_blobs(db, one.file.id)
        ]
        yield msgspec.to_builtins(ChatFileRecord(one.file, one.created_at, kept))


async def restore_files(db: Db, person_id: UUID, records: list[Record]) -> Restored:
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
    return restored(new, records)


async def _restored(db: Db, person_id: UUID, kept: ChatFileRecord, blobs: list[ChatBlob]) -> bool:
    file = _believed(kept.file, blobs)
    owner = await file_owner(db, file.id)
    if owner and owner != person_id:
        file = msgspec.structs.replace(file, id=id_when_taken(person_id, file.id))
    return await keep_file(db, person_id, file, blobs, kept.created_at)


def _believed(file: ChatFile, blobs: list[ChatBlob]) -> ChatFile:
    # The town that had announced it knows this one not.
    away: Away = "" if blobs else "lost"
    made = file.kind == "file" or all(blob.type in MADE for blob in blobs)
    kind = file.kind if made else "file"
    return msgspec.structs.replace(file, kind=kind, name=clean_name(file.name), away=away)


# Erased after the messages: what is in somebody's conversation then, they passed on.
RECORD_SETS = [RecordSet("chat_files", export_files, restore_files, erase_files)]
