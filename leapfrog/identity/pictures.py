"""The picture of a person: a square, public to whoever knows its hash."""

import hashlib
from uuid import UUID

from leapfrog.identity import people, store
from leapfrog.identity.model import Me
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.images import square_webp

PURPOSE = "avatar"
MEDIA_TYPE = "image/webp"
SIDE = 288


async def show(db: Db, person_id: UUID, sha256: bytes, size: int) -> tuple[Me, list[bytes]]:
    """Sets a person's profile picture to a stored blob of `size` bytes. Answers the profile as its
    owner sees it, and the SHA-256 of blobs that nobody has any more, which the caller deletes.
    Locks the person.
    """
    await store.lock_person(db, person_id)
    before = await mine(db, person_id)
    kept = (PURPOSE, sha256, MEDIA_TYPE)
    await files.own(db, person_id, *kept, size=size, person=person_id, public=True)
    orphans = await _drop(db, person_id, before)
    return await people.show_picture(db, person_id, sha256), orphans


async def profile_picture(content: bytes) -> bytes:
    """The middle square of any usual picture, as WebP. Raises `NotAPicture`."""
    return await square_webp(content, SIDE)


async def new_picture(db: Db, blobs: files.Files, person_id: UUID, picture: bytes) -> Me:
    """Shows a picture that `profile_picture` made as the person's; the one before is deleted, if
    nobody else has it. Answers the profile as its owner sees it.
    """
    sha256 = hashlib.sha256(picture).digest()
    shown, orphans = await show(db, person_id, sha256, len(picture))
    await blobs.put(picture)
    await files.forget(db, orphans)
    return shown


async def hide(db: Db, person_id: UUID) -> tuple[Me, list[bytes]]:
    """Takes the picture away; answers also the blobs that nobody has any more."""
    await store.lock_person(db, person_id)
    orphans = await _drop(db, person_id, await mine(db, person_id))
    return await people.show_picture(db, person_id, None), orphans


async def no_picture(db: Db, person_id: UUID) -> Me:
    """Takes the profile picture of a person away and deletes it, if nobody else has it. Answers the
    profile as its owner sees it.
    """
    shown, orphans = await hide(db, person_id)
    await files.forget(db, orphans)
    return shown


async def mine(db: Db, person_id: UUID) -> list[files.File]:
    """The picture's file, in a list of one or none."""
    return [file for file in await files.of_owner(db, person_id) if file.purpose == PURPOSE]


async def _drop(db: Db, person_id: UUID, pictures: list[files.File]) -> list[bytes]:
    return await files.disown_these(db, person_id, [file.id for file in pictures])
