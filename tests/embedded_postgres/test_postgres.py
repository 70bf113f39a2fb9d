"""The embedded PostgreSQL as it should be on a good day."""

import asyncio
import os
import re
import stat
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from leapfrog.embedded_postgres import EmbeddedPostgres, PostgresError
from leapfrog.kernel.settings import Settings

LONG = "/".join(["a-very-long-name-of-a-folder"] * 5)


async def value(dsn: str, sql: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def ask(dsn: str, sql: str) -> object:
    return asyncio.run(value(dsn, sql))


def socket_folder(dsn: str) -> Path:
    return Path(parse_qs(urlsplit(dsn).query)["host"][0])


def test_it_is_ours_alone_and_made_for_a_town(folder: Path) -> None:
    with EmbeddedPostgres(Settings(home=folder / "town")) as dsn:
        assert ask(dsn, "select current_setting('server_version_num')::int >= 160000")
        assert ask(dsn, "show wal_level") == "logical"
        assert ask(dsn, "show synchronous_commit") == "on"
        assert ask(dsn, "show fsync") == "on"
        assert ask(dsn, "show data_checksums") == "on"
        assert ask(dsn, "show listen_addresses") == ""
        assert ask(dsn, "select '中文' ~ '^[[:alpha:]]+$'")
        assert stat.S_IMODE(socket_folder(dsn).stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "town" / "data").stat().st_mode) == 0o700
    assert not stat.S_IMODE((folder / "town").stat().st_mode) & 0o007


def test_it_stops_and_starts_with_everything_in_place(folder: Path) -> None:
    settings = Settings(home=folder / "town")
    with EmbeddedPostgres(settings) as dsn:
        ask(dsn, "create table kept as select 42 as number")
    assert not (folder / "town" / "data" / "postmaster.pid").exists()
    with EmbeddedPostgres(settings) as dsn:
        assert ask(dsn, "select number from kept") == 42


async def test_it_can_be_held_by_a_coroutine(folder: Path) -> None:
    async with EmbeddedPostgres(Settings(home=folder / "town")) as dsn:
        assert await value(dsn, "select 1") == 1
    assert not (folder / "town" / "data" / "postmaster.pid").exists()


@pytest.mark.parametrize("name", ["our town", "中文", "a,b", 'it\'s "100%" $HOME;', "-D", LONG])
def test_any_folder_can_be_its_home(folder: Path, name: str) -> None:
    with EmbeddedPostgres(Settings(home=folder / name)) as dsn:
        assert ask(dsn, "select 1") == 1
        assert stat.S_IMODE(socket_folder(dsn).stat().st_mode) == 0o700
    assert (folder / name / "data" / "PG_VERSION").exists()


def test_two_towns_with_long_names_do_not_meet(folder: Path) -> None:
    with (
        EmbeddedPostgres(Settings(home=folder / LONG / "one")) as one,
        EmbeddedPostgres(Settings(home=folder / LONG / "two")) as two,
    ):
        assert socket_folder(one) != socket_folder(two)
        ask(one, "create table mine ()")
        assert ask(two, "select to_regclass('mine')") is None


def test_a_second_supervisor_is_told_who_holds_the_home(folder: Path) -> None:
    settings = Settings(home=folder / "town")
    with EmbeddedPostgres(settings) as dsn:
        with pytest.raises(PostgresError, match=rf"already run by process {os.getpid()}\b"):
            EmbeddedPostgres(settings).start()
        assert ask(dsn, "select 1") == 1
    with EmbeddedPostgres(settings) as dsn:
        assert ask(dsn, "select 1") == 1


def test_it_tells_when_it_ends_unasked(folder: Path) -> None:
    postgres, ended = EmbeddedPostgres(Settings(home=folder / "town")), Event()
    with postgres:
        postgres.watch(ended.set)
        assert postgres.child
        postgres.child.terminate()
        assert ended.wait(20)


def test_it_does_not_tell_when_it_was_asked_to_stop(folder: Path) -> None:
    postgres, ended = EmbeddedPostgres(Settings(home=folder / "town")), Event()
    with postgres:
        postgres.watch(ended.set)
    assert not ended.wait(0.5)


def test_a_failed_start_says_what_the_server_said(folder: Path) -> None:
    settings = Settings(home=folder / "town")
    broken = EmbeddedPostgres(settings, {"shared_buffers": "plenty"})
    with pytest.raises(PostgresError, match=r"(?s)stopped while starting.*plenty"):
        broken.start()
    with EmbeddedPostgres(settings) as dsn:
        assert ask(dsn, "select 1") == 1


def test_an_idle_server_is_small(folder: Path) -> None:
    postgres = EmbeddedPostgres(Settings(home=folder / "town"))
    with postgres as dsn:
        ask(dsn, "select 1")
        assert postgres.child
        assert resident_megabytes(postgres.child.pid) < 60


def resident_megabytes(pid: int) -> float:
    """Of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    texts = [status(one) for one in [str(pid), *children]]
    # A process that is just ending has none.
    return sum(int(size) for text in texts for size in re.findall(r"VmRSS:\s+(\d+)", text)) / 1024


def status(pid: str) -> str:
    """Of a process; nothing of one that ended after it was listed."""
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
