"""Putting a backup where there is no town, and trying whether it could be."""

import asyncio
import tempfile
from collections.abc import Set
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.backup import blobs, packing, store
from leapfrog.backup.errors import BackupError
from leapfrog.backup.making import listed
from leapfrog.backup.model import Backup, RestoreTrial
from leapfrog.embedded_postgres import EmbeddedPostgres, put_cluster
from leapfrog.kernel import cursor
from leapfrog.kernel.db import Database
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.settings import Settings


def restore(settings: Settings, backup: Backup) -> None:
    """Puts it into the town's home, in which there is none. Every device reads all anew then: what
    was written after the backup is not there any more, and their cursors do not know it. Raises
    `BackupError`, `PostgresError`.
    """
    names = listed(backup)
    missing = _missing(backup, names)
    if missing:
        raise BackupError(f"{len(missing)} files of {backup.folder} are not there: {missing[0]}, …")
    if (settings.home / "data").exists():
        raise BackupError(f"there is a town in {settings.home} already; nothing was changed")
    if names and settings.media_url:
        raise BackupError("the files of this backup go into a folder: unset LEAPFROG_MEDIA_URL")
    private_folder(settings.home)
    media = private_folder(settings.home / "media")
    for name in names:
        if not blobs.path_of(media, name).exists():
            blobs.copy(_blobs(backup), media, name)
    # Last: a town that is there has all its files.
    _put_database(settings, backup)


def prove(settings: Settings, backup: Backup, at: datetime) -> RestoreTrial:
    """Restores the database into a folder for a try and looks through it: the books, and whether
    each file that somebody keeps is there. Keeps the result beside the backup. Raises
    `BackupError`, `PostgresError` when it cannot be restored at all.
    """
    names = listed(backup)
    missing = [f"file {name} is missing" for name in _missing(backup, names)]
    with tempfile.TemporaryDirectory(prefix="leapfrog-", dir=settings.home.parent) as folder:
        Path(folder).chmod(0o711)
        trial = replace(settings, home=Path(folder) / "town", media_url=None)
        _put_database(trial, backup)
        with EmbeddedPostgres(trial) as dsn:
            counts, faults = asyncio.run(_look(dsn, None if backup.manifest.media_url else names))
    proof = RestoreTrial(at, counts.people, counts.transfers, missing + faults)
    path = backup.folder / "proved.json"
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2))
    part.rename(path)
    return proof


def _blobs(backup: Backup) -> Path:
    return backup.folder.parent / "blobs"


def _missing(backup: Backup, names: Set[str]) -> list[str]:
    return sorted(name for name in names if not blobs.path_of(_blobs(backup), name).exists())


def _put_database(settings: Settings, backup: Backup) -> None:
    packed = backup.folder / "database.tar.gz"
    with packing.unpacked(packed, backup.manifest.database) as content:
        put_cluster(settings, content)
    with EmbeddedPostgres(settings) as dsn:
        asyncio.run(_begin_anew(dsn))


async def _begin_anew(dsn: str) -> None:
    database = await Database.connect(dsn, 1)
    try:
        async with database.transaction() as db:
            await cursor.new_epoch(db)
    finally:
        await database.close()


async def _look(dsn: str, names: Set[str] | None) -> tuple[store.RowCounts, list[str]]:
    """What is in it, and what is wrong with it; `names`: the files that there are."""
    database = await Database.connect(dsn, 1)
    try:
        async with database.reading() as db:
            books = [f"books: {fault}" for fault in await wallet.reconcile(db)]
            kept = await store.blobs(db) if names is not None else set()
            lost = [f"file {name} is not in it" for name in sorted(kept - (names or set()))]
            return await store.counts(db), books + lost
    finally:
        await database.close()
