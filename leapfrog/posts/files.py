"""Pictures, films and voices of posts: whoever may see the post may have them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import File
from leapfrog.posts import hydration, store_files
from leapfrog.posts.content import LIMITS
from leapfrog.posts.errors import BadPost, NoPostFile, PostIdUsed
from leapfrog.posts.model import PostMedia

Part = Literal["whole", "thumb", "play"]
PURPOSE = "posts:"
UNUSED = timedelta(days=1)
AT_ONCE = 200


class PostBlob(msgspec.Struct, frozen=True):
    """One form in which a file is kept."""

    part: Part
    sha256: bytes
    type: str
    size: int


async def known(db: Db, owner: UUID, file_id: UUID) -> PostMedia | None:
    """What was uploaded under this id. Raises `PostIdUsed` when somebody else did."""
    found = await store_files.find(db, file_id)
    if found is None:
        return None
    if found.owner_id != owner:
        raise PostIdUsed
    return found.media


async def known_to(db: Db, owner: UUID, file_id: UUID) -> PostMedia | None:
    """A file of one's own; None for another's."""
    found = await store_files.find(db, file_id)
    return found.media if found and found.owner_id == owner else None


async def describe(db: Db, owner: UUID, file_id: UUID, alt: str) -> PostMedia:
    """Tells what a file of one's own shows, before a post shows it. Raises `NoPostFile`,
    `BadPost`.
    """
    if len(alt) > LIMITS.alt:
        raise BadPost(f"What a picture shows is told in at most {LIMITS.alt} characters.")
    found = await known_to(db, owner, file_id)
    if found is None:
        raise NoPostFile
    described = msgspec.structs.replace(found, alt=plain(alt))
    await store_files.change(db, described)
    return described


async def keep(
    db: Db, owner: UUID, media: PostMedia, kept: Sequence[PostBlob], at: datetime | None = None
) -> bool:
    """Notes an upload and its blobs, which were put before; False when the
    id is taken.
    """
    if not await store_files.add(db, owner, media, at or db.now):
        return False
    for blob in kept:
        name = PURPOSE + blob.part
        form = (name, blob.sha256, blob.type)
        await blobs.own(db, media.file, *form, size=blob.size, person=owner)
    return True


async def one(
    db: Db, viewer: UUID | None, file_id: UUID, part: Part, media_type: str | None = None
) -> tuple[PostMedia, File]:
    """A part of a file, for its owner and whoever may see its post. `play` is the whole, or what
    plays as `media_type`. Raises `NoPostFile`.
    """
    kept = await store_files.find(db, file_id)
    if kept is None:
        raise NoPostFile
    seen = kept.owner_id == viewer
    if not seen and kept.post_id:
        seen = bool(await hydration.posts(db, viewer, [kept.post_id]))
    forms = await blobs.of_owner(db, file_id) if seen else []
    suits = [form for form in forms if _suits(form, part)]
    if part == "play" and media_type:
        suits = [form for form in suits if form.media_type == media_type] or suits
    if not suits:
        raise NoPostFile
    return kept.media, min(suits, key=lambda form: form.purpose != PURPOSE + "whole")


def _suits(form: File, part: Part) -> bool:
    kept = form.purpose.removeprefix(PURPOSE)
    return kept == part or (part == "play" and kept == "whole")


async def attached(
    db: Db, owner: UUID, post_id: UUID, wanted: Sequence[tuple[UUID, str]]
) -> list[PostMedia]:
    """What a post shows of these (file, alt text). Raises `NoPostFile` for what is not the
    owner's, or in another post.
    """
    if not wanted:
        return []
    found = await store_files.mine(db, owner, [file_id for file_id, _ in wanted], post_id)
    if len(found) < len(wanted):
        raise NoPostFile
    return [msgspec.structs.replace(found[file_id], alt=alt) for file_id, alt in wanted]


async def attach(db: Db, post_id: UUID, ids: Sequence[UUID]) -> None:
    """These are in the post from now on; others that were are dropped by the next sweep."""
    await store_files.attach(db, post_id, ids)


async def drop_of_post(db: Db, post_id: UUID) -> None:
    """The files of a post that goes."""
    await drop(db, await store_files.of_post(db, post_id))


async def drop_unused(db: Db) -> None:
    """Forgets a batch of the files that are in no post, a day after they came."""
    await drop(db, await store_files.unused(db, db.now - UNUSED, AT_ONCE))


async def drop(db: Db, ids: Sequence[UUID]) -> None:
    """Forgets files and their blobs."""
    await store_files.drop(db, ids)
    orphans = [digest for file_id in ids for digest in await blobs.disown_all(db, file_id)]
    await blobs.forget(db, orphans)
