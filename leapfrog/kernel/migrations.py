"""The one timeline of the schema: forward-only SQL, `<module>/migrations/NNNN_name.sql`, and after
it the functions of the database as they are now (`kernel.functions`).

The timeline begins with the first release, 0.1.0: one or two files for each module.
"""

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.functions import function_files, put_functions

# Goes up when a migration shuts older programs out; its first line then names this number.
PROGRAM_VERSION = 4
PACKAGE = Path(__file__).parent.parent
FILE_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
FIRST_LINE = re.compile(r"-- lowest program version: (\d+)\n")
LOCK = 0x6C656170
# SHA-256 of the first file of the timeline before 0.1.0: every database of that time has it.
UNRELEASED = "cb672e0cc8654ee03053da42dc8e2feddeba3f81c65c01d59b8a81b0a07a804c"
TABLE = """create table if not exists kernel_migration (
number integer primary key, name text not null, sha256 text not null,
lowest_program integer not null, applied_at timestamptz not null default now())"""
RECORD = "insert into kernel_migration values ($1, $2, $3, $4)"

log = structlog.get_logger()


class MigrationError(Exception):
    """The database and the program do not fit; nothing was changed."""


class Migration(msgspec.Struct, frozen=True):
    """One file, `<module>/<file>`; `lowest_program` is the oldest program that may follow it."""

    number: int
    name: str
    sha256: str
    lowest_program: int
    sql: str


def read_migration(path: Path) -> Migration:
    sql = path.read_text("utf-8")
    number, lowest = FILE_NAME.fullmatch(path.name), FIRST_LINE.match(sql)
    if not number or not lowest:
        raise MigrationError(f"{path} must be NNNN_name.sql, '-- lowest program version: N' on top")
    name = f"{path.parent.parent.name}/{path.name}"
    digest = hashlib.sha256(sql.encode()).hexdigest()
    return Migration(int(number[1]), name, digest, int(lowest[1]), sql)


def timeline(package: Path = PACKAGE) -> list[Migration]:
    """All migrations of all modules in order. Raises `MigrationError` when two share a number."""
    found = sorted(map(read_migration, package.glob("*/migrations/*.sql")), key=lambda m: m.number)
    for one, next_one in pairwise(found):
        if one.number == next_one.number:
            raise MigrationError(f"{one.name} and {next_one.name} have the same number")
    return found


@asynccontextmanager
async def schema_held(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """A transaction in which no other program brings this database up. Programs that start at once
    wait here for the first one, for as long as it takes; the server frees what a dead one locked.
    """
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", LOCK):
            log.info("waiting_for_schema")
            await connection.execute("set local lock_timeout = 0")
            await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        await connection.execute("set local lock_timeout = '5s'")
        yield


async def migrate(connection: asyncpg.Connection, package: Path = PACKAGE) -> list[str]:
    """Brings the database up to the program, all or nothing; answers the names of what it ran."""
    files, functions = timeline(package), function_files(package)
    async with schema_held(connection):
        await connection.execute(TABLE)
        applied = await connection.fetch("select * from kernel_migration order by number")
        pending = to_apply(files, applied)
        for one in pending:
            await connection.execute(one.sql)
            await connection.execute(RECORD, one.number, one.name, one.sha256, one.lowest_program)
        done = [one.name for one in pending]
        if {row["number"] for row in applied} <= {one.number for one in files}:
            done += await put_functions(connection, functions, anew=bool(pending))
    return done


async def lowest_program_after(connection: asyncpg.Connection, package: Path = PACKAGE) -> int:
    """The oldest program that may serve once this one has brought the database up; 0 when there is
    nothing to apply. Raises `MigrationError` where they do not fit.
    """
    is_there = await connection.fetchval("select to_regclass('kernel_migration')")
    order = "select * from kernel_migration order by number"
    applied = await connection.fetch(order) if is_there else []
    pending = to_apply(timeline(package), applied)
    return max((one.lowest_program for one in pending), default=0)


def to_apply(files: list[Migration], applied: list[asyncpg.Record]) -> list[Migration]:
    """The files to run after what was applied. Raises `MigrationError` where they do not fit."""
    if any(row["sha256"] == UNRELEASED for row in applied):
        raise MigrationError(
            "this database was made by a program before 0.1.0, which this one cannot bring up: "
            "take everybody's data out with that program and bring it into a fresh town"
        )
    known = {one.number: one for one in files}
    for row in applied:
        one = known.get(row["number"])
        if one and one.sha256 != row["sha256"]:
            raise MigrationError(f"{one.name} was changed after it was applied as {row['name']}")
        if not one and row["lowest_program"] > PROGRAM_VERSION:
            raise MigrationError(f"the database is newer than this program (it has {row['name']})")
    last = applied[-1]["number"] if applied else 0
    done = {row["number"] for row in applied}
    pending = [one for one in files if one.number not in done]
    if pending and pending[0].number < last:
        raise MigrationError(f"{pending[0].name} comes too late: {last:04} was applied already")
    return pending
