"""Functions of the database: `<module>/functions/NAME.sql`, put into it after the migrations.

A file holds one `create or replace function NAME`, then what belongs to it: the triggers that call
it (`create or replace trigger`) and who may call it. So a function is read and changed in one
place, unlike tables, whose history is a chain of migrations. A migration creates no function, and
calls none of these: it must do the same in a year, when the function may be another. Where the
parameters or the result of a function change, or it vanishes, a migration drops the old one.

A file is run when its digest is not the one in `kernel_function`, and all are after a migration,
which may have dropped something. A program that is older than the database leaves them alone; of
two programs with the same migrations the last to start wins.
"""

import hashlib
import re
from pathlib import Path

import asyncpg
import msgspec

CREATES = re.compile(r"^create or replace function (\w+)", re.MULTILINE)
TABLE = """create table if not exists kernel_function (
name text primary key, sha256 text not null, applied_at timestamptz not null default now())"""
APPLIED = "select name, sha256 from kernel_function"
RECORD = """
insert into kernel_function (name, sha256) values ($1, $2)
on conflict (name) do update set sha256 = excluded.sha256, applied_at = excluded.applied_at
"""
FORGET = "delete from kernel_function where name <> all($1::text[])"
# A function may call one that comes after it: bodies are checked when all are there, by a test.
UNCHECKED = "set local check_function_bodies = off"


class FunctionFileError(Exception):
    """A file does not hold the one function that its name says."""


class FunctionFile(msgspec.Struct, frozen=True):
    """`name`: `<module>/<file>`."""

    name: str
    sha256: str
    sql: str


def read_function(path: Path) -> FunctionFile:
    """Raises `FunctionFileError`."""
    sql = path.read_text("utf-8")
    if CREATES.findall(sql) != [path.stem]:
        raise FunctionFileError(f"{path} must create or replace one function, {path.stem}")
    digest = hashlib.sha256(sql.encode()).hexdigest()
    return FunctionFile(f"{path.parent.parent.name}/{path.name}", digest, sql)


def function_files(package: Path) -> list[FunctionFile]:
    """Those of all modules, by name. Raises `FunctionFileError`."""
    found = map(read_function, package.glob("*/functions/*.sql"))
    return sorted(found, key=lambda one: one.name)


async def put_functions(
    connection: asyncpg.Connection, files: list[FunctionFile], *, anew: bool
) -> list[str]:
    """Runs the files that changed since they were last run, or all of them `anew`, within the open
    transaction; answers their names.
    """
    if not files:
        return []
    await connection.execute(TABLE)
    known = {row["name"]: row["sha256"] for row in await connection.fetch(APPLIED)}
    wanted = [one for one in files if anew or known.get(one.name) != one.sha256]
    if wanted:
        await connection.execute(UNCHECKED)
    for one in wanted:
        await connection.execute(one.sql)
        await connection.execute(RECORD, one.name, one.sha256)
    if known.keys() - {one.name for one in files}:
        await connection.execute(FORGET, [one.name for one in files])
    return [one.name for one in wanted]
