"""Making a backup of the town's own database and files, open or not."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from leapfrog.backup import blobs, packing, store
from leapfrog.backup.errors import BackupError
from leapfrog.backup.model import (
    VERSION,
    Backup,
    BackupManifest,
    LogPlace,
    backups,
    name_of,
    read_backup,
)
from leapfrog.embedded_postgres import base_backup, close_shelf, drop_log, log_folder
from leapfrog.kernel.db import Database
from leapfrog.kernel.folders import private_folder, sync_names
from leapfrog.kernel.settings import Settings


def make(settings: Settings, dsn: str, shelf: Path, at: datetime, program: str) -> Backup:
    """A new backup in `shelf`, of all that was acknowledged before. Raises `BackupError` and
    `PostgresError`; what was there before is as it was then.
    """
    with _alone(shelf):
        unfinished = shelf / f"{name_of(at)}.part"
        for left in shelf.glob("*.part"):
            shutil.rmtree(left)
        if (shelf / name_of(at)).exists():
            raise BackupError(f"{shelf / name_of(at)} was made a moment ago")
        private_folder(unfinished)
        try:
            _fill(unfinished, settings, dsn, at, program)
            unfinished.rename(shelf / name_of(at))
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync_names(shelf)
    return read_backup(shelf / name_of(at))


def keep(shelf: Path, most: int) -> int:
    """Deletes all but the last ones, with the files that none of those needs; answers how many
    backups. The last that was proved stays. Raises `BackupError`.
    """
    with _alone(shelf):
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


def _fill(folder: Path, settings: Settings, dsn: str, at: datetime, program: str) -> None:
    shelf, media = folder.parent / "blobs", settings.home / "media"
    here = settings.media_url is None
    # Before the database, so that little is left to copy afterwards; and after it, so that no file
    # of it is missing. What was deleted meanwhile is in it, too.
    found = blobs.copy_all(media, shelf) if here else set()
    place = asyncio.run(_log_place(dsn))
    with base_backup(settings, dsn) as content:
        database = packing.pack(folder / "database.tar.gz", packing.blocks_of(content))
    whole_at = datetime.now(UTC)
    found |= blobs.copy_all(media, shelf) if here else set()
    names = (f"{name}\n".encode() for name in sorted(found))
    manifest = BackupManifest(
        version=VERSION,
        at=at,
        program=program,
        town=settings.town_name,
        domain=settings.town_domain,
        database=database,
        blob_list=packing.pack(folder / "blobs.txt.gz", names),
        blobs=len(found),
        blob_bytes=blobs.size_of(shelf, found),
        media_url=settings.media_url,
        whole_at=whole_at,
        place=place,
    )
    with (folder / "manifest.json").open("xb") as opened:
        opened.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        packing.put_on_disk(opened)


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
def _alone(shelf: Path) -> Iterator[None]:
    """One program at a time works in a folder of backups. Raises `BackupError`."""
    try:
        close_shelf(shelf)
        opened = os.open(shelf / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BackupError(f"{shelf} cannot hold backups: {error.strerror}") from None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BackupError(f"another backup is being made in {shelf}") from None
    else:
        yield
    finally:
        os.close(opened)
