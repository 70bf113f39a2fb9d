"""Making a backup of the town's own database and files, open or not."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from leapfrog.backup import blobs, packing, store
from leapfrog.backup.errors import BackupError
from leapfrog.backup.lost import lost_in
from leapfrog.backup.model import (
    VERSION,
    Backup,
    BackupManifest,
    LogPlace,
    backups,
    name_of,
    read_backup,
)
from leapfrog.backup.sealing import SealedNames
from leapfrog.embedded_postgres import base_backup, close_shelf, drop_log, log_folder
from leapfrog.kernel.db import Database
from leapfrog.kernel.folders import private_folder, sync_names
from leapfrog.kernel.settings import Settings


def make(settings: Settings, dsn: str, shelf: Path, at: datetime, program: str) -> Backup:
    """Makes a backup in the folder `shelf`, of all that was acknowledged before; answers it. Raises
    `BackupError` and `PostgresError`; backups that were there before are left as they are.
    """
    with _alone_in(shelf):
        unfinished = shelf / f"{name_of(at)}.part"
        for left in shelf.glob("*.part"):
            shutil.rmtree(left)
        if (shelf / name_of(at)).exists():
            raise BackupError(f"{shelf / name_of(at)} was made a moment ago")
        private_folder(unfinished)
        try:
            copied = partial(_copied, settings.home / "media", shelf / "blobs")
            fill(unfinished, settings, dsn, at, program, copy_files=copied)
            unfinished.rename(shelf / name_of(at))
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync_names(shelf)
    return read_backup(shelf / name_of(at))


def keep(shelf: Path, most: int) -> int:
    """Deletes all backups in the folder `shelf` but the last `most` and the last one that was
    proved, with the files that none of those needs; answers how many backups went. Raises
    `BackupError`.
    """
    with _alone_in(shelf):
        found = backups(shelf)
        proved = [one for one in found if one.proof and not one.proof.faults][-1:]
        kept = [*found[-most:], *proved]
        gone = [one for one in found if one not in kept]
        for one in gone:
            shutil.rmtree(one.folder)
        names = {name for one in kept for name in listed(one)}
        blobs.drop_all_but(shelf / "blobs", names)
        _drop_log(shelf, sorted(kept, key=lambda one: one.manifest.at))
        return len(gone)


def listed(backup: Backup) -> set[str]:
    """The SHA-256, in hex, of all files of a backup. Raises `BackupError`."""
    path = backup.folder / "blobs.txt.gz"
    with packing.unpacked(path, backup.manifest.blob_list) as content:
        return set(content.read().decode().split())


def fill(
    folder: Path,
    settings: Settings,
    dsn: str,
    at: datetime,
    program: str,
    *,
    copy_files: Callable[[], Mapping[str, int]],
    names: SealedNames | None = None,
) -> BackupManifest:
    """Writes what a backup is into a folder. `copy_files` puts what people keep to where it goes;
    it answers the size of each by its SHA-256. Raises `BackupError`, `PostgresError`.
    """
    here = settings.media_url is None
    # Before the database, so that little is left to copy afterwards; and after it, so that no file
    # of it is missing. What was deleted meanwhile is in it, too.
    found = dict(copy_files()) if here else {}
    place = asyncio.run(_log_place(dsn))
    with base_backup(settings, dsn) as content:
        database = packing.pack(folder / "database.tar.gz", packing.blocks_of(content))
    whole_at = datetime.now(UTC)
    found.update(copy_files() if here else {})
    listed = (f"{name}\n".encode() for name in sorted(found))
    manifest = BackupManifest(
        version=VERSION,
        at=at,
        program=program,
        town=settings.town_name,
        domain=settings.town_domain,
        database=database,
        blob_list=packing.pack(folder / "blobs.txt.gz", listed),
        blobs=len(found),
        blob_bytes=sum(found.values()),
        media_url=settings.media_url,
        whole_at=whole_at,
        place=place,
        names=names,
        # Somebody may have brought one again.
        lost=sorted(lost_in(settings.home) - found.keys()),
    )
    with (folder / "manifest.json").open("xb") as opened:
        opened.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        packing.put_on_disk(opened)
    return manifest


def _copied(media: Path, to: Path) -> dict[str, int]:
    found = blobs.copy_all(media, to)
    return {name: blobs.path_of(to, name).stat().st_size for name in found}


async def _log_place(dsn: str) -> LogPlace:
    database = await Database.connect(dsn, 1)
    try:
        async with database.reading() as db:
            return await store.log_place(db)
    finally:
        await database.close()


def _drop_log(shelf: Path, kept: Iterable[Backup]) -> None:
    """Deletes what of the log is older than the oldest backup of the same cluster."""
    oldest: dict[str, str] = {}
    for place in (one.manifest.place for one in kept):
        if place:
            oldest.setdefault(place.system, place.segment)
    for system, segment in oldest.items():
        if (log := log_folder(shelf, system)).exists():
            drop_log(log, segment)


@contextmanager
def _alone_in(shelf: Path) -> Iterator[None]:
    try:
        close_shelf(shelf)
    except OSError as error:
        raise BackupError(f"{shelf} cannot hold backups: {error.strerror}") from None
    with alone(shelf / ".lock"):
        yield


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One program at a time makes or drops backups. Raises `BackupError`."""
    with held(lock) as is_ours:
        if not is_ours:
            raise BackupError(f"another backup is being made, by {lock}")
        yield


@contextmanager
def held(lock: Path) -> Iterator[bool]:
    """Whether this program is the one that has the lock, until it is left. Raises `BackupError`."""
    try:
        opened = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BackupError(f"{lock.parent} cannot be used: {error.strerror}") from None
    try:
        is_ours = True
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_ours = False
        yield is_ours
    finally:
        os.close(opened)
