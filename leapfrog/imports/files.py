"""The file of an import: kept from when it came until nothing more is to be read from it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from leapfrog.imports import store
from leapfrog.imports.errors import NoImport
from leapfrog.imports.model import ImportJob
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town

PURPOSE = "import"


async def own(db: Db, owner: UUID, digest: bytes, size: int) -> UUID:
    """Notes that the owner has this file; answers its id. Raises `QuotaFull`."""
    what = (PURPOSE, digest, "application/zip")
    return (await blobs.own(db, owner, *what, size=size, person=owner)).id


@asynccontextmanager
async def file_of(town: Town, job: ImportJob) -> AsyncIterator[Path]:
    """The uploaded file, in a folder that is gone afterwards. Raises `NoImport`."""
    async with town.database.transaction() as db:
        found = await store.lock(db, job.owner_id, job.id)
        kept = None
        if found and found.file_id:
            kept = await blobs.find(db, job.owner_id, found.file_id)
    if kept is None:
        raise NoImport
    async with town.files.copied(kept.sha256, town.settings.home / "tmp") as path:
        yield path


async def let_go(db: Db, job: ImportJob) -> None:
    """The file is not needed any more."""
    if job.file_id:
        await store.lose_file(db, job.id)
        await drop(db, job.owner_id, job.file_id)


async def drop(db: Db, owner: UUID, file_id: UUID) -> None:
    """The owner has this file no more."""
    await blobs.forget(db, await blobs.disown(db, owner, file_id))
