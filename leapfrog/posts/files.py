"""Files of posts: whoever may see the post may have them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import post_media
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.files import File
from leapfrog.post_media import NoPostFile, Part, PostMedia
from leapfrog.posts import hydration, store_drafts
from leapfrog.posts.content import LIMITS
from leapfrog.posts.errors import BadPost

UNUSED = timedelta(days=1)
AT_ONCE = 200


async def describe(db: Db, owner: UUID, file_id: UUID, alt: str) -> PostMedia:
    """Sets the description (`alt`) of a file of one's own, before a post shows it. Raises
    `NoPostFile`, `BadPost`.
    """
    if len(alt) > LIMITS.alt:
        raise BadPost(f"What a picture shows is told in at most {LIMITS.alt} characters.")
    found = await post_media.known_to(db, owner, file_id)
    if found is None:
        raise NoPostFile
    described = msgspec.structs.replace(found, alt=plain(alt))
    await post_media.change(db, described)
    return described


async def one(
    db: Db, viewer: UUID | None, file_id: UUID, part: Part, media_type: str | None = None
) -> tuple[PostMedia, File]:
    """A part of a file, for its owner and whoever may see its post. `play` is the whole, or what
    plays as `media_type`. Raises `NoPostFile`.
    """
    kept = await post_media.find(db, file_id)
    if kept is None:
        raise NoPostFile
    seen = kept.owner_id == viewer
    if not seen and kept.post_id:
        seen = bool(await hydration.posts(db, viewer, [kept.post_id]))
    if not seen:
        raise NoPostFile
    return kept.media, await post_media.blob_of(db, file_id, part, media_type)


async def attached(
    db: Db, owner: UUID, post_id: UUID, wanted: Sequence[tuple[UUID, str]]
) -> list[PostMedia]:
    """What a post shows of these (file, alt text). Raises `NoPostFile` for what is not the
    owner's, or in another post.
    """
    held = await post_media.held(db, owner, [file_id for file_id, _ in wanted])
    if not all(file_id in held and held[file_id].fits(post_id) for file_id, _ in wanted):
        raise NoPostFile
    return [msgspec.structs.replace(held[file_id].media, alt=alt) for file_id, alt in wanted]


async def drop_unused(db: Db) -> None:
    """Deletes a batch of the files that are in no post and no draft a day after they came."""
    await post_media.drop(db, await store_drafts.unused_files(db, db.now - UNUSED, AT_ONCE))
