"""Pictures, films and voices of posts, and the bytes behind them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import File
from leapfrog.post_media import store
from leapfrog.post_media.errors import NoPostFile, PostIdUsed
from leapfrog.post_media.model import Part, PostMedia

PURPOSE = "posts:"


class PostBlob(msgspec.Struct, frozen=True):
    """One form in which a file is kept."""

    part: Part
    sha256: bytes
    type: str
    size: int


async def known(db: Db, owner: UUID, file_id: UUID) -> PostMedia | None:
    """The file that the owner uploaded under this id; None for none. Raises `PostIdUsed` when it is
    somebody else's.
    """
    found = await store.find(db, file_id)
    if found is None:
        return None
    if found.owner_id != owner:
        raise PostIdUsed
    return found.media


async def known_to(db: Db, owner: UUID, file_id: UUID) -> PostMedia | None:
    """A file of the owner's by its id; None for none, or another's."""
    found = await store.find(db, file_id)
    return found.media if found and found.owner_id == owner else None


async def keep(
    db: Db, owner: UUID, media: PostMedia, kept: Sequence[PostBlob], at: datetime | None = None
) -> bool:
    """Notes an upload and its blobs, which were put before; False when the
    id is taken.
    """
    if not await store.add(db, owner, media, at or db.now):
        return False
    for blob in kept:
        name = PURPOSE + blob.part
        form = (name, blob.sha256, blob.type)
        await blobs.own(db, media.file, *form, size=blob.size, person=owner)
    return True


async def blob_of(db: Db, file_id: UUID, part: Part, media_type: str | None = None) -> File:
    """The stored blob of a part of a file, without looking who asks. `play` is the whole, or what
    plays as `media_type`. Raises `NoPostFile`.
    """
    suits = [form for form in await blobs.of_owner(db, file_id) if _suits(form, part)]
    if part == "play" and media_type:
        suits = [form for form in suits if form.media_type == media_type] or suits
    if not suits:
        raise NoPostFile
    return min(suits, key=lambda form: form.purpose != PURPOSE + "whole")


def _suits(form: File, part: Part) -> bool:
    kept = form.purpose.removeprefix(PURPOSE)
    return kept == part or (part == "play" and kept == "whole")


async def drop(db: Db, ids: Sequence[UUID]) -> None:
    """Deletes files, and their blobs where nobody else has them."""
    if ids:
        await store.drop(db, ids)
        await blobs.forget(db, await blobs.disown_several(db, ids))
