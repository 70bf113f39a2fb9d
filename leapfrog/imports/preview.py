"""Looking at a file: what it is and what is in it, before anything of it comes in."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.imports import files, store
from leapfrog.imports.changing import forget
from leapfrog.imports.detection import Detected, detect
from leapfrog.imports.errors import ImportIdUsed, NoImport
from leapfrog.imports.model import Import, ImportUpload
from leapfrog.imports.reading import locked, one
from leapfrog.imports.store import ImportFile
from leapfrog.imports.targets import TARGETS
from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import TooLarge
from leapfrog.kernel.http import Town


class ArrivedFile(msgspec.Struct, frozen=True):
    """A file at its place on the disk."""

    path: Path
    digest: bytes
    size: int


async def preview(town: Town, owner: UUID, upload: ImportUpload, path: Path) -> Import:
    """Reads the file at `path` and answers the import with what is in it. The same id with the same
    file again answers the same. Opens transactions of its own.

    Raises `NoImport` for an id of somebody else, `ImportIdUsed`, `Invalid` for a zone that is none,
    `UnreadableFile`, `TooLarge`, `QuotaFull`, `DiskFull`.
    """
    arrived = ArrivedFile(path, *await asyncio.to_thread(blobs.digest_of, path))
    async with town.database.reading() as db:
        before = await store.origin(db, upload.id)
    if before is None:
        read_as = await asyncio.to_thread(detect, path, upload.name, upload.target)
        target = TARGETS[read_as.target]
        if arrived.size > target.largest:
            raise TooLarge
        found = await target.read(town, owner, upload, path)
        if target.keeps_file:
            await blobs.put_early(town.database, town.files, [(path, arrived.digest)], owner)
        async with town.database.transaction() as db:
            if await keep(db, owner, upload, arrived, read_as, found):
                if target.keeps_file:
                    await town.files.ensure(path, arrived.digest)
                return await one(db, owner, upload.id)
    async with town.database.reading() as db:
        before = await store.origin(db, upload.id)
        if before is None or before.owner_id != owner:
            raise NoImport
        if before.sha256 != arrived.digest:
            raise ImportIdUsed
        return await one(db, owner, upload.id)


async def keep(
    db: Db,
    owner: UUID,
    upload: ImportUpload,
    arrived: ArrivedFile,
    read_as: Detected,
    found: Any,
) -> bool:
    """Keeps what its target `found` in a file as a new import; the oldest that were only looked at
    go. False when somebody was faster with this id.
    """
    target = TARGETS[read_as.target]
    file_id = None
    if target.keeps_file:
        file_id = await files.own(db, owner, arrived.digest, arrived.size)
    file = ImportFile(
        target=read_as.target,
        also=list(read_as.also),
        name=upload.name,
        sha256=arrived.digest,
        file_id=file_id,
        format=read_as.format,
    )
    if not await store.add(db, owner, upload.id, file, upload.options):
        if file_id:
            await files.drop(db, owner, file_id)
        return False
    job = await locked(db, owner, upload.id)
    await store.note(db, job.id, await target.note(db, job, found))
    for old in await store.old(db, owner, target.name, target.most_previews):
        await forget(db, old)
    return True
