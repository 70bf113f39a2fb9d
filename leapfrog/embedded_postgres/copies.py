"""Physical copies of a cluster: taken while its server runs, and put where there is none."""

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path
from typing import IO

from leapfrog.embedded_postgres.account import SystemAccount, find_account, plain_environment
from leapfrog.embedded_postgres.binaries import find_binaries, within_reach
from leapfrog.embedded_postgres.cluster import remove
from leapfrog.embedded_postgres.errors import PostgresError
from leapfrog.embedded_postgres.lock import HomeLock
from leapfrog.embedded_postgres.places import Places
from leapfrog.kernel.folders import PRIVATE, sync_names
from leapfrog.kernel.settings import Settings

# A tar on stdout, with the write-ahead log that makes it whole; a checkpoint now, not in minutes.
BASE_BACKUP = ("--pgdata=-", "--format=tar", "--wal-method=fetch", "--checkpoint=fast")


@contextmanager
def base_backup(settings: Settings, dsn: str) -> Iterator[IO[bytes]]:
    """A context with the running server's whole cluster as a tar (pg_basebackup), consistent as of
    the end of reading. Raises `PostgresError` at the end of the block when it did not come whole.
    """
    places = Places(settings.home)
    account = find_account(settings.pg_user, places.data)
    found = within_reach(find_binaries(settings.pg_bin, places.data), account, places.home)
    command: list[str | Path] = [found.bin / "pg_basebackup", f"--dbname={dsn}", *BASE_BACKUP]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=plain_environment(),
            **account.popen_options(),
        ) as child,
    ):
        assert child.stdout
        try:
            yield child.stdout
        except BaseException:
            child.kill()
            raise
        if child.wait():
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip()
            raise PostgresError(f"pg_basebackup failed:\n{said}")


def put_cluster(settings: Settings, content: IO[bytes] | GzipFile) -> None:
    """Unpacks a tar of `base_backup` into a home that has no cluster. The next start replays its
    log; none but that of an `EmbeddedPostgres` with `is_restored` opens it before
    `settle_cluster`. Raises `PostgresError`, also when there is a cluster already.
    """
    places = Places(settings.home, is_restored=True)
    places.make_home()
    with _home_without_town(places):
        # Of a restore that was cut off, maybe while a log was played that this one has not.
        remove(places.data)
        remove(places.unfinished)
        account = find_account(settings.pg_user, places.data)
        places.let_in(account)
        try:
            places.data.mkdir(mode=PRIVATE)
            _unpack(content, places.data)
            _own_all(account, places.data)
        except BaseException:
            remove(places.data)
            raise


def settle_cluster(settings: Settings) -> None:
    """What was put into the home by `put_cluster`, and changed since, is the town's cluster from
    now on. Raises `PostgresError` when there is a cluster already.
    """
    places = Places(settings.home, is_restored=True)
    with _home_without_town(places):
        os.sync()
        places.data.rename(Places(settings.home).data)
        sync_names(places.home)


@contextmanager
def _home_without_town(places: Places) -> Iterator[None]:
    lock = HomeLock(places.lock)
    lock.take()
    try:
        if Places(places.home).data.exists():
            raise PostgresError(f"there is a town in {places.home} already; nothing was changed")
        yield
    finally:
        lock.release()


def _unpack(content: IO[bytes] | GzipFile, folder: Path) -> None:
    try:
        with tarfile.open(fileobj=content, mode="r|") as packed:
            # Refuses what would land outside of the folder.
            packed.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise PostgresError(f"the copy of the database cannot be unpacked: {error}") from None
    if not (folder / "PG_VERSION").exists() or not (folder / "backup_label").exists():
        raise PostgresError("the copy of the database is none that a server made")


def _own_all(account: SystemAccount, folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(PRIVATE if path.is_dir() else 0o600)
        account.own(path)
