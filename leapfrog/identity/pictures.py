"""The picture of a person: a square, public to whoever knows its hash."""

from uuid import UUID

from leapfrog.identity import people, store
from leapfrog.identity.model import Me
from leapfrog.kernel import files
from leapfrog.kernel.db import Db

PURPOSE = "avatar"
MEDIA_TYPE = "image/webp"
SIDE = 288


async def show(db: Db, person_id: UUID, sha256: bytes, size: int) -> tuple[Me, list[bytes]]:
    """Sets the picture to a stored blob of `size` bytes; answers also the blobs that nobody has
    any more.
    """
    await store.lock_person(db, person_id)
    before = await mine(db, person_id)
    await files.own(db, person_id, PURPOSE, sha256, MEDIA_TYPE, size=size, public=True)
    orphans = await _drop(db, person_id, before)
    return await people.show_picture(db, person_id, sha256), orphans


async def hide(db: Db, person_id: UUID) -> tuple[Me, list[bytes]]:
    """Takes the picture away; answers also the blobs that nobody has any more."""
    await store.lock_person(db, person_id)
    orphans = await _drop(db, person_id, await mine(db, person_id))
    return await people.show_picture(db, person_id, None), orphans


async def mine(db: Db, person_id: UUID) -> list[files.File]:
    """The picture's file, in a list of one or none."""
    return [file for file in await files.of_owner(db, person_id) if file.purpose == PURPOSE]


async def _drop(db: Db, person_id: UUID, pictures: list[files.File]) -> list[bytes]:
    return [orphan for file in pictures for orphan in await files.disown(db, person_id, file.id)]
