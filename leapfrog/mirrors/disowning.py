"""Blobs of a spare that nothing names any more."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db


async def disown(db: Db, owner: UUID, files: Sequence[UUID]) -> None:
    """These files of the spare are no longer `owner`'s; what is nobody's goes after the commit."""
    orphans = list[bytes]()
    for one in files:
        orphans += await blobs.disown(db, owner, one)
    await blobs.forget(db, orphans)
