"""Putting a backup where there is no town, and trying whether it could be."""

import asyncio
import os
import random
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from leapfrog import wallet
from leapfrog.backup import blobs, packing, store
from leapfrog.backup.errors import BackupError, DamagedFileError
from leapfrog.backup.lost import keep_lost
from leapfrog.backup.making import held, listed
from leapfrog.backup.model import Backup, BackupManifest, RestoreTrial
from leapfrog.backup.working import beside
from leapfrog.embedded_postgres import (
    EmbeddedPostgres,
    log_folder,
    put_cluster,
    replay,
    settle_cluster,
)
from leapfrog.kernel import cursor
from leapfrog.kernel.db import Database
from leapfrog.kernel.folders import private_folder
from leapfrog.kernel.settings import Settings

# So many files are looked into when a restore is tried: all of them would be the whole way back.
LOOKED_INTO = 100
# In the town's home: one restore at a time.
LOCK = "restore.lock"


class LogEnd(msgspec.Struct, frozen=True):
    """How far beyond a backup its log is played: to `moment`, or with None as far as it goes."""

    moment: datetime | None = None


def restore(
    settings: Settings,
    backup: Backup,
    to: LogEnd | None = None,
    *,
    moves: bool = False,
    finish: Callable[[list[str]], list[str]] = list,
) -> list[str]:
    """Puts it into the town's home, in which there is none, as it was when it was made, or brought
    forward by the log that lies beside it. Every device reads all anew then: what was written after
    that is not there any more, and their cursors do not know it. There is no town before all of
    that is done: a restore that is cut off is made again. Answers the SHA-256 of files that
    somebody keeps and that are damaged or nowhere: what `finish` makes of them, which may look
    elsewhere. With `moves` the backup is a copy that is used up. Raises `BackupError`,
    `PostgresError`.
    """
    check_empty(settings.home)
    names = listed(backup)
    missing = _missing(backup, names)
    if missing:
        raise BackupError(f"{len(missing)} files of {backup.folder} are not there: {missing[0]}, …")
    if names and settings.media_url:
        raise BackupError("the files of this backup go into a folder: unset LEAPFROG_MEDIA_URL")
    if to and to.moment and log_of(backup) is None:
        raise BackupError(f"{backup.folder} has no log beside it that could bring it to a moment")
    if not moves and (log := log_of(backup)) and os.access(log, os.W_OK):
        # What comes now is put aside where the log before it lies.
        settings = replace(settings, archive=backup.folder.parent)
    private_folder(settings.home)
    with _alone_in(settings.home):
        check_empty(settings.home)
        _bring_files(settings, backup, names, moves=moves, after=to is not None)
        _put_database(settings, backup, to)
        with EmbeddedPostgres(settings, is_restored=True) as dsn:
            kept = asyncio.run(_begin_anew(dsn))
        here = set(blobs.names_in(settings.home / "media"))
        lost = finish([] if backup.manifest.media_url else sorted(kept - here))
        keep_lost(settings.home, lost)
        # Last: a town that is there has all its files, and an epoch of its own.
        settle_cluster(settings)
    if settings.archive or settings.backup_log:
        # Its end puts aside what waited for that.
        with EmbeddedPostgres(settings):
            pass
    return lost


def check_empty(home: Path) -> None:
    """Raises `BackupError` where there is a town in the home."""
    if (home / "data").exists():
        raise BackupError(f"there is a town in {home} already; nothing was changed")


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Another restore would put its copy in the place of the one that is being made ready."""
    with held(home / LOCK) as is_ours:
        if not is_ours:
            raise BackupError(f"another restore into {home} is under way")
        yield


def _bring_files(
    settings: Settings, backup: Backup, names: Set[str], *, moves: bool, after: bool
) -> None:
    """The files `names` of a backup, and with `after` all that lie beside it: of what came after
    the backup it is known only later who keeps it.
    """
    media = private_folder(settings.home / "media")
    blobs.drop_cut_off(media)
    bring = blobs.move if moves else blobs.copy
    for name in names | set(blobs.names_in(_blobs(backup)) if after else ()):
        if not blobs.path_of(media, name).exists() and not blobs.is_set_aside(_blobs(backup), name):
            # One that is damaged is lost, and no other for it.
            with suppress(DamagedFileError):
                bring(_blobs(backup), media, name)


class BackupFiles(msgspec.Struct, frozen=True):
    """The files of a backup where they lie: `there` answers which of some, by their SHA-256, there
    are; `look` looks into one, and raises `BackupError` for one that is damaged.
    """

    there: Callable[[Set[str]], Set[str]]
    look: Callable[[str], None]


def prove(
    settings: Settings,
    backup: Backup,
    at: datetime,
    files: BackupFiles | None = None,
    *,
    every: bool = False,
) -> RestoreTrial:
    """Restores the database into a folder for a try, with the log as far as it goes, and looks
    through it: the books, and whether each file that somebody keeps is there; then into some of
    those, or with `every` into all, also those that came after the backup. What is damaged is set
    aside, so that the next backup brings it again. Keeps the result beside the backup. `files`:
    where they do not lie beside it. Raises `BackupError`, `PostgresError` when it cannot be
    restored at all.
    """
    names = listed(backup)
    with beside(settings.home) as folder:
        folder.chmod(0o711)
        trial = replace(
            settings, home=folder / "town", media_url=None, archive=None, backup_log=None
        )
        _put_database(trial, backup, LogEnd())
        with EmbeddedPostgres(trial, is_restored=True) as dsn:
            found = asyncio.run(_look(dsn, backup.manifest))
    kept, due = names | found.kept, found.due.difference(backup.manifest.lost)
    at_hand = _blobs(backup)
    chosen = files or BackupFiles(
        set(blobs.names_in(at_hand)).intersection, partial(_check, at_hand)
    )
    there = chosen.there(kept)
    faults = [f"file {name} is missing" for name in sorted(names - there)]
    if files is None and names <= there:
        faults += _sizes(backup, names)
    looked = kept & there if every else _some(kept & there)
    faults += [*_faults_in(looked, chosen.look), *found.faults]
    faults += [f"file {name} is not in it" for name in sorted(due - there - names)]
    proof = RestoreTrial(at, found.counts.people, found.counts.transfers, faults, len(looked))
    path = backup.folder / "proved.json"
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=2))
    part.rename(path)
    return proof


def _some(names: Set[str]) -> set[str]:
    return set(random.sample(sorted(names), min(LOOKED_INTO, len(names))))


def _faults_in(names: Set[str], look: Callable[[str], None]) -> list[str]:
    """What `look` said of those for which it raised `BackupError`."""
    faults = []
    for name in sorted(names):
        try:
            look(name)
        except BackupError as error:
            faults.append(str(error))
    return faults


def _check(folder: Path, name: str) -> None:
    try:
        blobs.check(folder, name)
    except DamagedFileError:
        blobs.set_aside(folder, name)
        raise


def _sizes(backup: Backup, names: Set[str]) -> list[str]:
    """Whether all of its files are together as many and as large as when it was made."""
    manifest = backup.manifest
    size = sum(blobs.path_of(_blobs(backup), name).stat().st_size for name in names)
    if (len(names), size) == (manifest.blobs, manifest.blob_bytes):
        return []
    now, then = f"{len(names)} of {size} bytes", f"{manifest.blobs} of {manifest.blob_bytes}"
    return [f"the files together are {now}, not {then} bytes as when it was made"]


def log_of(backup: Backup) -> Path | None:
    """The log that lies beside a backup and can bring it forward."""
    place = backup.manifest.place
    log = place and log_folder(backup.folder.parent, place.system)
    return log if log and log.exists() else None


def _blobs(backup: Backup) -> Path:
    return backup.folder.parent / "blobs"


def _missing(backup: Backup, names: Set[str]) -> list[str]:
    folder = _blobs(backup)
    gone = (name for name in names if not blobs.path_of(folder, name).exists())
    return sorted(name for name in gone if not blobs.is_set_aside(folder, name))


def _put_database(settings: Settings, backup: Backup, to: LogEnd | None) -> None:
    packed, log, place = backup.folder / "database.tar.gz", log_of(backup), backup.manifest.place
    with packing.unpacked(packed, backup.manifest.database) as content:
        put_cluster(settings, content)
    if log is not None and place is not None:
        replay(settings, log, place.segment, to.moment if to else None, whole=to is None)


async def _begin_anew(dsn: str) -> set[str]:
    """Answers the SHA-256 of all files that somebody keeps."""
    database = await Database.connect(dsn, 1)
    try:
        async with database.transaction() as db:
            await cursor.new_epoch(db)
            return await store.blobs(db)
    finally:
        await database.close()


class _Content(msgspec.Struct, frozen=True):
    """What is in a database, and what is wrong with it; the files, by their SHA-256, that somebody
    keeps, and which of those must be there: what came after the backup may be on its way.
    """

    counts: store.RowCounts
    faults: list[str]
    kept: set[str]
    due: set[str]


async def _look(dsn: str, manifest: BackupManifest) -> _Content:
    database = await Database.connect(dsn, 1)
    try:
        async with database.reading() as db:
            faults = [f"books: {fault}" for fault in await wallet.reconcile(db)]
            counts = await store.counts(db)
            if manifest.media_url:
                return _Content(counts, faults, set(), set())
            due = await store.blobs(db, manifest.whole_at)
            return _Content(counts, faults, await store.blobs(db), due)
    finally:
        await database.close()
