"""One timeline of forward-only migrations."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from leapfrog.kernel.migrations import (
    PROGRAM_VERSION,
    TABLE,
    MigrationError,
    lowest_program_after,
    migrate,
    schema_held,
    timeline,
)
from tests.town import execute, named
from tests.waits import WAITING

HEADER = "-- lowest program version: 1\n"
# What `kernel/0001_kernel.sql` was in every database before 0.1.0.
FIRST_OF_BEFORE = "cb672e0cc8654ee03053da42dc8e2feddeba3f81c65c01d59b8a81b0a07a804c"


@pytest.fixture
async def empty(postgres_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to a database without any table."""
    await execute(postgres_dsn, "create database migrations_test")
    connection = await asyncpg.connect(named(postgres_dsn, "migrations_test"))
    yield connection
    await connection.close()
    await execute(postgres_dsn, "drop database migrations_test with (force)")


def write(package: Path, name: str, sql: str, header: str = HEADER) -> Path:
    module, file = name.split("/")
    path = package / module / "migrations" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + sql)
    return path


async def tables(connection: asyncpg.Connection) -> set[str]:
    rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    return {row["tablename"] for row in rows}


async def test_modules_share_one_timeline(tmp_path: Path, empty: asyncpg.Connection) -> None:
    write(tmp_path, "shops/0003_c.sql", "create table c (b integer references b (id))")
    write(tmp_path, "people/0001_a.sql", "create table a (id integer primary key)")
    write(tmp_path, "shops/0002_b.sql", "create table b (id integer primary key references a)")
    names = ["people/0001_a.sql", "shops/0002_b.sql", "shops/0003_c.sql"]
    assert await migrate(empty, tmp_path) == names
    assert await migrate(empty, tmp_path) == []
    assert await tables(empty) == {"a", "b", "c", "kernel_migration"}


async def test_only_what_is_new_is_applied(tmp_path: Path, empty: asyncpg.Connection) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    await migrate(empty, tmp_path)
    write(tmp_path, "people/0002_b.sql", "create table b ()")
    assert await migrate(empty, tmp_path) == ["people/0002_b.sql"]


async def test_a_failing_migration_leaves_all_as_it_was(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    await migrate(empty, tmp_path)
    write(tmp_path, "people/0002_b.sql", "create table b ()")
    write(tmp_path, "people/0003_c.sql", "create table c (); select 1 / 0")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty, tmp_path)
    assert await tables(empty) == {"a", "kernel_migration"}
    assert await empty.fetchval("select max(number) from kernel_migration") == 1


async def test_a_changed_file_is_refused(tmp_path: Path, empty: asyncpg.Connection) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    await migrate(empty, tmp_path)
    write(tmp_path, "people/0001_a.sql", "create table a (id integer)")
    write(tmp_path, "people/0002_b.sql", "create table b ()")
    with pytest.raises(MigrationError, match=r"people/0001_a\.sql was changed"):
        await migrate(empty, tmp_path)
    assert await tables(empty) == {"a", "kernel_migration"}


async def test_a_database_that_shuts_this_program_out_is_refused(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    header = f"-- lowest program version: {PROGRAM_VERSION + 1}\n"
    newer = write(tmp_path, "people/0002_b.sql", "select 1", header)
    await migrate(empty, tmp_path)
    newer.unlink()
    with pytest.raises(MigrationError, match=r"newer than this program.*people/0002_b\.sql"):
        await migrate(empty, tmp_path)


async def test_an_older_program_may_use_a_newer_database_that_lets_it(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    newer = write(tmp_path, "people/0002_b.sql", "create table b ()")
    await migrate(empty, tmp_path)
    newer.unlink()
    assert await migrate(empty, tmp_path) == []


async def test_what_is_to_be_applied_says_which_programs_may_serve_then(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    assert await lowest_program_after(empty, tmp_path) == 1
    await migrate(empty, tmp_path)
    assert await lowest_program_after(empty, tmp_path) == 0
    header = f"-- lowest program version: {PROGRAM_VERSION}\n"
    write(tmp_path, "people/0002_b.sql", "select 1", header)
    write(tmp_path, "people/0003_c.sql", "select 1")
    assert await lowest_program_after(empty, tmp_path) == PROGRAM_VERSION


async def test_the_past_cannot_be_added_to(tmp_path: Path, empty: asyncpg.Connection) -> None:
    write(tmp_path, "people/0002_b.sql", "create table b ()")
    await migrate(empty, tmp_path)
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    with pytest.raises(MigrationError, match=r"people/0001_a\.sql comes too late: 0002"):
        await migrate(empty, tmp_path)
    assert await tables(empty) == {"b", "kernel_migration"}


async def test_a_database_from_before_the_first_release_is_refused_and_left_alone(
    empty: asyncpg.Connection,
) -> None:
    await empty.execute("create table kernel_due (kind text); insert into kernel_due values ('a')")
    await empty.execute(TABLE)
    before = "select number, name, sha256, lowest_program from kernel_migration order by number"
    await empty.executemany(
        "insert into kernel_migration values ($1, $2, $3, $4)",
        [
            (1, "kernel/0001_kernel.sql", FIRST_OF_BEFORE, 1),
            (220, "imports/0220_imports.sql", "79d130537de92083751b4215e13973c8", 5),
        ],
    )
    rows = await empty.fetch(before)
    with pytest.raises(MigrationError, match=r"before 0\.1\.0.*take everybody's data out"):
        await migrate(empty)
    assert await tables(empty) == {"kernel_due", "kernel_migration"}
    assert await empty.fetchval("select kind from kernel_due") == "a"
    assert await empty.fetch(before) == rows


async def test_two_programs_at_once_apply_each_migration_once(
    tmp_path: Path, empty: asyncpg.Connection, postgres_dsn: str
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a (); select pg_sleep(0.2)")
    other = await asyncpg.connect(named(postgres_dsn, "migrations_test"))
    try:
        both = await asyncio.gather(migrate(empty, tmp_path), migrate(other, tmp_path))
    finally:
        await other.close()
    assert sorted(both) == [[], ["people/0001_a.sql"]]


async def test_whoever_comes_while_another_one_migrates_waits_as_long_as_it_takes(
    tmp_path: Path, empty: asyncpg.Connection, postgres_dsn: str
) -> None:
    write(tmp_path, "people/0001_a.sql", "create table a ()")
    other = await asyncpg.connect(
        named(postgres_dsn, "migrations_test"), server_settings={"lock_timeout": "100ms"}
    )
    try:
        async with schema_held(empty):
            waiting = asyncio.create_task(migrate(other, tmp_path))
            async with asyncio.timeout(30):
                while not await empty.fetchval(WAITING):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            # Longer than a session waits for any other lock.
            await empty.execute("select pg_sleep(0.3)")
            assert not waiting.done()
        assert await waiting == ["people/0001_a.sql"]
    finally:
        await other.close()


def test_a_number_is_used_once(tmp_path: Path) -> None:
    write(tmp_path, "people/0001_a.sql", "")
    write(tmp_path, "shops/0001_b.sql", "")
    with pytest.raises(MigrationError, match="same number"):
        timeline(tmp_path)


@pytest.mark.parametrize(("name", "header"), [("1_a.sql", HEADER), ("0001_a.sql", "-- hello\n")])
def test_a_file_says_its_number_and_program(tmp_path: Path, name: str, header: str) -> None:
    write(tmp_path, f"people/{name}", "", header)
    with pytest.raises(MigrationError, match="must be NNNN_name"):
        timeline(tmp_path)


def test_our_own_timeline_begins_with_the_kernel() -> None:
    assert timeline()[0].name == "kernel/0001_kernel.sql"


async def test_the_template_has_the_whole_timeline(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        assert await migrate(connection) == []
        numbers = await connection.fetch("select number from kernel_migration order by number")
    finally:
        await connection.close()
    assert [row["number"] for row in numbers] == [one.number for one in timeline()]
