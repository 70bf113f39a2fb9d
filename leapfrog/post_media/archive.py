"""The record set of files of posts."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel import files as blobs
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.post_media import files, store
from leapfrog.post_media.files import PURPOSE, PostBlob
from leapfrog.post_media.model import PostMedia

MADE = frozenset(("image/webp", "video/mp4", "video/webm", "audio/ogg", "audio/mp4"))


class FileFormRecord(msgspec.Struct, frozen=True):
    part: str
    sha256: str
    media_type: str
    size: int


class PostFileRecord(msgspec.Struct, frozen=True):
    media: PostMedia
    created_at: datetime
    blobs: list[FileFormRecord]


def copy_id(person_id: UUID, file_id: UUID) -> UUID:
    """The id under which a file comes in when its own is somebody else's here; the same each time
    for this person.
    """
    return derived_id(file_id, person_id.hex)


async def export_files(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for kept in await store.of_owner(db, person_id):
        forms = [
            FileFormRecord(
                form.purpose.removeprefix(PURPOSE), form.sha256.hex(), form.media_type, form.size
            )
            for form in await blobs.of_owner(db, kept.media.file)
        ]
        yield msgspec.to_builtins(PostFileRecord(kept.media, kept.created_at, forms))


async def restore_files(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    new = 0
    for kept in msgspec.convert(records, list[PostFileRecord]):
        if any(form.media_type not in MADE for form in kept.blobs) or not kept.blobs:
            continue
        forms = [_blob(form) for form in kept.blobs]
        media = kept.media
        before = await store.find(db, media.file)
        if before and before.owner_id != person_id:
            media = msgspec.structs.replace(media, file=copy_id(person_id, media.file))
        new += await files.keep(db, person_id, media, forms, min(kept.created_at, db.now))
    return restored(new, records)


def _blob(form: FileFormRecord) -> PostBlob:
    named: Any = {"part": form.part, "sha256": bytes.fromhex(form.sha256)}
    return msgspec.convert(named | {"type": form.media_type, "size": form.size}, PostBlob)


async def erase_files(db: Db, person_id: UUID) -> int:
    ids = [kept.media.file for kept in await store.of_owner(db, person_id)]
    await files.drop(db, ids)
    return len(ids)


RECORD_SETS = [RecordSet("post_files", export_files, restore_files, erase_files)]
