"""Functions of the database are files: each is what its file says, whatever was there before."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from leapfrog.kernel.functions import FunctionFileError, function_files
from leapfrog.kernel.migrations import PACKAGE, migrate, timeline
from tests.kernel.test_migrations import write
from tests.town import execute, named

# Written by PgQueuer's installer, with its tables.
FOREIGN = {"fn_pgqueuer_changed"}
# From this migration on, functions are files.
SINCE = 210
CREATES = re.compile(r"\bcreate\s+(or\s+replace\s+)?(function|procedure|trigger)\b", re.IGNORECASE)
OURS = """
select proname from pg_proc where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
"""


@pytest.fixture
async def empty(postgres_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to a database without any function."""
    await execute(postgres_dsn, "create database functions_test")
    connection = await asyncpg.connect(named(postgres_dsn, "functions_test"))
    yield connection
    await connection.close()
    await execute(postgres_dsn, "drop database functions_test with (force)")


def put(package: Path, name: str, body: str, stem: str | None = None) -> Path:
    """A file `<module>/functions/<function>.sql`."""
    module, function = name.split("/")
    path = package / module / "functions" / f"{stem or function}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"create or replace function {function}() returns integer language sql as "
        f"'select {body}';\n"
    )
    return path


async def test_functions_come_after_the_migrations(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    write(tmp_path, "shops/0001_a.sql", "create table a (b integer)")
    put(tmp_path, "shops/many", "count(*)::integer from a")
    assert await migrate(empty, tmp_path) == ["shops/0001_a.sql", "shops/many.sql"]
    assert await empty.fetchval("select many()") == 0


async def test_a_function_may_call_one_that_comes_later(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    put(tmp_path, "people/first", "second() + 1")
    put(tmp_path, "shops/second", "1")
    await migrate(empty, tmp_path)
    assert await empty.fetchval("select first()") == 2


async def test_only_what_changed_is_put_there_again(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    put(tmp_path, "shops/one", "1")
    put(tmp_path, "shops/two", "2")
    await migrate(empty, tmp_path)
    assert await migrate(empty, tmp_path) == []
    put(tmp_path, "shops/two", "3")
    assert await migrate(empty, tmp_path) == ["shops/two.sql"]
    assert await empty.fetchval("select two()") == 3


async def test_what_a_migration_dropped_is_there_again(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    put(tmp_path, "shops/one", "1")
    await migrate(empty, tmp_path)
    write(tmp_path, "shops/0001_a.sql", "drop function one")
    assert await migrate(empty, tmp_path) == ["shops/0001_a.sql", "shops/one.sql"]
    assert await empty.fetchval("select one()") == 1


async def test_an_older_program_leaves_the_functions_of_a_newer_one(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    newer = write(tmp_path, "shops/0001_a.sql", "select 1")
    put(tmp_path, "shops/one", "2")
    await migrate(empty, tmp_path)
    newer.unlink()
    put(tmp_path, "shops/one", "1")
    assert await migrate(empty, tmp_path) == []
    assert await empty.fetchval("select one()") == 2


async def test_a_function_that_fails_leaves_all_as_it_was(
    tmp_path: Path, empty: asyncpg.Connection
) -> None:
    put(tmp_path, "shops/one", "1")
    await migrate(empty, tmp_path)
    put(tmp_path, "shops/one", "2")
    put(tmp_path, "shops/two", "1').")
    with pytest.raises(asyncpg.PostgresSyntaxError):
        await migrate(empty, tmp_path)
    assert await empty.fetchval("select one()") == 1


async def test_a_file_that_vanished_is_forgotten(tmp_path: Path, empty: asyncpg.Connection) -> None:
    put(tmp_path, "shops/one", "1")
    gone = put(tmp_path, "shops/two", "2")
    await migrate(empty, tmp_path)
    gone.unlink()
    await migrate(empty, tmp_path)
    names = await empty.fetch("select name from kernel_function")
    assert [row["name"] for row in names] == ["shops/one.sql"]


def test_a_file_holds_the_function_of_its_name(tmp_path: Path) -> None:
    put(tmp_path, "shops/one", "1", stem="other")
    with pytest.raises(FunctionFileError, match="must create or replace one function, other"):
        function_files(tmp_path)


async def test_each_function_of_the_schema_has_its_file(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    names = [row["proname"] for row in await connection.fetch(OURS)]
    await connection.close()
    files = [one.name.partition("/")[2].removesuffix(".sql") for one in function_files(PACKAGE)]
    assert sorted(set(names) - FOREIGN) == sorted(files)
    assert len(names) == len(set(names))


async def test_the_body_of_each_function_fits_the_schema(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    for one in function_files(PACKAGE):
        await connection.execute(one.sql)
    await connection.close()


def test_migrations_create_no_functions_any_more() -> None:
    wrong = [one.name for one in timeline() if one.number >= SINCE and CREATES.search(one.sql)]
    assert wrong == []
