"""Looking at an archive: what is in it, before anything of it comes in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.post_archives import store
from leapfrog.post_archives.errors import NoPostImport, PostImportApplied, PostImportBusy
from leapfrog.post_archives.model import ImportKind, ImportTraces, PostImport, name_of
from leapfrog.post_archives.removal import take_away
from leapfrog.post_archives.sources import known
from leapfrog.post_archives.summary import PostArchiveSummary, summarise
from leapfrog.posts import PostIdUsed

PURPOSE = "post_import"
AT_ONCE = 5_000


async def preview(town: Town, owner: UUID, import_id: UUID, name: str, path: Path) -> PostImport:
    """Keeps the file at `path` and says what is in it. The same id with the same file again
    answers the same. Raises `NoPostImport` for an id of somebody else, `PostIdUsed`, `Unreadable`.
    """
    digest, size = await asyncio.to_thread(blobs.digest_of, path)
    async with town.database.reading() as db:
        before = await store.origin(db, import_id)
    if before is None:
        found = await asyncio.to_thread(summarise, path, name, owner)
        await blobs.put_early(town.database, town.files, [(path, digest)], owner)
        async with town.database.transaction() as db:
            what = (PURPOSE, digest, "application/zip")
            kept = await blobs.own(db, owner, *what, size=size, person=owner)
            values = await _values(db, owner, found)
            if await store.add(db, import_id, owner, [name_of(name), digest, kept.id, *values]):
                await _drop_old(db, owner)
                await town.files.ensure(path, digest)
                return await one(db, owner, import_id)
            # Somebody was faster with this id: what was noted is taken back with the upload.
            await blobs.forget(db, await blobs.disown(db, owner, kept.id))
    async with town.database.reading() as db:
        before = await store.origin(db, import_id)
        if before is None or before[0] != owner:
            raise NoPostImport
        if before[1] != digest:
            raise PostIdUsed
        return await one(db, owner, import_id)


async def _values(db: Db, owner: UUID, found: PostArchiveSummary) -> list[Any]:
    kinds = [
        ImportKind(kind, len(ids), await _known(db, owner, ids)) for kind, ids in found.ids.items()
    ]
    traces = [ImportTraces(kind, count) for kind, count in found.traces.items()]
    return [
        found.source,
        found.account,
        msgspec.to_builtins(kinds),
        list(found.ids),
        msgspec.to_builtins(traces),
        found.files,
        found.missing,
        found.first_at,
        found.last_at,
        found.skipped,
        msgspec.to_builtins(found.remarks),
    ]


async def _known(db: Db, owner: UUID, ids: list[UUID]) -> int:
    parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return sum([len(await known(db, owner, part)) for part in parts])


async def one(db: Db, owner: UUID, import_id: UUID) -> PostImport:
    """Raises `NoPostImport`, for somebody else's too."""
    for found in await store.imports(db, owner, import_id):
        return found
    raise NoPostImport


async def mine(db: Db, owner: UUID) -> list[PostImport]:
    return await store.imports(db, owner)


@asynccontextmanager
async def file_of(town: Town, owner: UUID, import_id: UUID) -> AsyncIterator[Path]:
    """The uploaded file, in a folder that is gone afterwards. Raises `NoPostImport`."""
    async with town.database.transaction() as db:
        found = await store.lock(db, owner, import_id)
        kept = await blobs.find(db, owner, found[1]) if found and found[1] else None
    if kept is None:
        raise NoPostImport
    async with town.files.copied(kept.sha256, town.settings.home / "tmp") as path:
        yield path


async def let_go(db: Db, owner: UUID, import_id: UUID, file_id: UUID | None) -> None:
    """The file is not needed any more."""
    if file_id:
        await store.lose_file(db, import_id)
        await blobs.forget(db, await blobs.disown(db, owner, file_id))


async def discard(db: Db, owner: UUID, import_id: UUID) -> None:
    """Forgets a file that was only looked at, or what is known of one that was undone. Raises
    `NoPostImport`, `PostImportBusy`, `PostImportApplied`.
    """
    found = await store.lock(db, owner, import_id)
    if found is None:
        raise NoPostImport
    if found[0] == "working":
        raise PostImportBusy
    if found[0] == "applied":
        raise PostImportApplied
    await _forget(db, owner, import_id, found[1])


async def _drop_old(db: Db, owner: UUID) -> None:
    for import_id, file_id in await store.old(db, owner):
        await _forget(db, owner, import_id, file_id)


async def _forget(db: Db, owner: UUID, import_id: UUID, file_id: UUID | None) -> None:
    """Also what a job that failed had begun to write."""
    await take_away(db, owner, import_id)
    await let_go(db, owner, import_id, file_id)
    await store.delete(db, import_id)
