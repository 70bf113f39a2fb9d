"""What everybody would take out of a town is the same after it was restored: from a dump, from a
backup that its log brought to a moment, and from a sealed one in an object store.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog import identity
from leapfrog.backup import (
    LogEnd,
    Storage,
    make,
    make_key,
    read_keys,
    restore,
    restore_sent,
    send,
    sent_backups,
    storage_at,
)
from leapfrog.cli.database import bring_up
from leapfrog.embedded_postgres import EmbeddedPostgres, find_binaries, plain_environment
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.files import Files
from leapfrog.kernel.settings import Settings
from leapfrog.portability import MANIFEST, About, bundle
from tests.backup.test_log import called, put_aside
from tests.portability.conftest import Played
from tests.s3_server import s3_server
from tests.town import UNSAFE, apart, execute

AT = datetime(2026, 11, 28, 3, tzinfo=UTC)
ABOUT = About("Lake", "lake.town", "0.1.0", AT)
PEOPLE = "select id, handle from identity_person where kind = 'person' and handle is not null"
# Not in a dump (docs/backups.md).
ROLES = ("leapfrog_town", "leapfrog_reader")
# By whose handle, the manifest: the hash of each file of the take-out.
Taken = dict[str, bytes]


def taken_out(dsn: str, home: Path, now: datetime) -> Taken:
    return apart(_taken_out(dsn, home, now))


async def _taken_out(dsn: str, home: Path, now: datetime) -> Taken:
    files = Files(home / "media", None, 0)
    database = await Database.connect(dsn, 1, FixedClock(now))
    async with database.reading() as db:
        found = {row[1]: await _manifest(db, files, row[0]) for row in await db.rows(PEOPLE)}
    await database.close()
    return found


async def _manifest(db: Db, files: Files, person_id: UUID) -> bytes:
    with tempfile.TemporaryDirectory() as here:
        path = Path(here) / "takeout.zip"
        me = await identity.me(db, person_id)
        await bundle.write(db, files, me, path, ABOUT, lambda percent: None)
        with ZipFile(path) as opened:
            return opened.read(MANIFEST)


def put_dump(dsn: str, url: str, folder: Path) -> None:
    """As docs/backups.md says."""
    programs = find_binaries(None, folder).bin
    for role in ROLES:
        apart(execute(url, f"create role {role} nologin"))
    dump: list[str | Path] = [
        programs / "pg_dump",
        f"--dbname={dsn}",
        "--format=custom",
        "--compress=none",
    ]
    put: list[str | Path] = [
        programs / "pg_restore",
        f"--dbname={url}",
        "--single-transaction",
        "--no-owner",
    ]
    with subprocess.Popen(dump, stdout=subprocess.PIPE, env=plain_environment()) as giving:
        subprocess.run(put, stdin=giving.stdout, env=plain_environment(), check=True)
    assert giving.returncode == 0


def killed(home: Path) -> None:
    """Nothing of its own end is in the log."""
    server = int((home / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)


@pytest.fixture
def bucket() -> Iterator[Storage]:
    with s3_server() as server:
        yield storage_at(server.url, Settings.from_env(server.environ))


def test_everybody_takes_out_of_a_restored_town_what_they_would_have_before(
    stage: Played, settings: Settings, folder: Path, bucket: Storage
) -> None:
    assert settings.database_url
    before = taken_out(settings.database_url, settings.home, stage.now)
    assert len(before) >= 10
    home, shelf = folder / "town", folder / "shelf"
    here = Settings(home=home, archive=shelf, demo=False)
    with EmbeddedPostgres(here, UNSAFE) as dsn:
        put_dump(settings.database_url, dsn, folder)
        shutil.copytree(settings.home / "media", home / "media", dirs_exist_ok=True)
        bring_up(replace(here, database_url=dsn))
        assert taken_out(dsn, home, stage.now) == before
        made = make(here, dsn, shelf, AT, "0.1.0")
        send(here, dsn, bucket, [make_key(folder / "key")], AT, "0.1.0")
        apart(called(dsn, "Amina the First"))
        first = taken_out(dsn, home, stage.now)
        assert [handle for handle in first if first[handle] != before[handle]]
        moment = apart(_moment(dsn))
        apart(called(dsn, "Amina the Second"))
        apart(put_aside(dsn))
        killed(home)
    again = Settings(home=folder / "again", demo=False)
    assert restore(again, made, LogEnd(moment)) == []
    with EmbeddedPostgres(again, UNSAFE) as dsn:
        assert taken_out(dsn, again.home, stage.now) == first
    opened = Settings(home=folder / "opened", demo=False)
    restore_sent(opened, bucket, sent_backups(bucket)[-1], read_keys(folder / "key"))
    with EmbeddedPostgres(opened, UNSAFE) as dsn:
        assert taken_out(dsn, opened.home, stage.now) == before


async def _moment(dsn: str) -> datetime:
    """Between what was done before and what comes: of the server's own clock."""
    connection = await asyncpg.connect(dsn)
    try:
        await asyncio.sleep(0.01)
        found: datetime = await connection.fetchval("select clock_timestamp()")
        await asyncio.sleep(0.01)
        return found
    finally:
        await connection.close()
