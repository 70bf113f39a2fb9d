"""Every SQL statement of the program is one that the real schema understands."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import asyncpg

from leapfrog.kernel.records import ColumnsMismatch, pair_columns, reader
from leapfrog.kernel.statements import ALONE, only_reads
from tests.tidy.sources import ROOT, nodes, place, python_files

STATEMENT = re.compile(r"\s*(select|insert into|update|delete from|with)\s", re.IGNORECASE)
RUNNERS = {"rows", "row", "value", "run", "run_many", "fetch", "fetchrow", "fetchval", "execute"}
# Those that read rows as structs: `db.all_as(Struct, STATEMENT, ...)`, of `pairs_as` two structs.
READERS = {"all_as", "one_as", "map_as", "pairs_as"}

# Where the log of the database ends changes by itself: to ask, or which database that is, does
# nothing.
ACTING = """select distinct proname from pg_proc
where provolatile = 'v' and proname not in ('pg_current_wal_lsn', 'pg_control_system')"""
CALLED = re.compile(r"\b(\w+)\s*\(")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """Statements that a module keeps under a name, but not a beginning that others complete."""
    kept = {
        key: value
        for key, value in vars(import_module(module_of(path))).items()
        if key.isupper() and isinstance(value, str) and STATEMENT.match(value)
    }
    for key, value in kept.items():
        if not any(other.startswith(value) and other != value for other in kept.values()):
            yield f"{path.relative_to(ROOT)}:{key}", value


def structs_of(runner: str) -> int:
    """How many arguments of a call are before the statement."""
    return 2 if runner == "pairs_as" else int(runner in READERS)


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """Statements written where they are run."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[structs_of(node.func.attr)]
            text = first.value if isinstance(first, ast.Constant) else None
            if (
                node.func.attr in RUNNERS | READERS
                and isinstance(text, str)
                and STATEMENT.match(text)
            ):
                yield place(path, first), text


@cache
def statements() -> list[tuple[str, str]]:
    """(where, SQL) of all statements of the program."""
    paths = [path for path in python_files("leapfrog") if path.name != "__main__.py"]
    found = [pair for path in paths for pair in [*constants(path), *literals(path)]]
    assert len(found) > 20
    return found


async def test_every_statement_fits_the_schema(database_url: str) -> None:
    found = statements()
    connection = await asyncpg.connect(database_url)
    wrong = []
    try:
        for where, statement in found:
            try:
                await connection.prepare(statement)
            except asyncpg.PostgresError as error:
                wrong.append(f"{where}: {error}")
    finally:
        await connection.close()
    assert wrong == []


async def test_what_passes_for_reading_only_reads(database_url: str) -> None:
    """Such statements run without a transaction. PostgreSQL refuses what changes or locks rows;
    what it lets pass all the same are functions that do something.
    """
    connection = await asyncpg.connect(database_url)
    acting = {row[0] for row in await connection.fetch(ACTING)}
    wrong = []
    for where, statement in statements():
        if only_reads(statement) and ALONE not in statement:
            prepared = await connection.prepare(statement)
            nothing = [None] * len(prepared.get_parameters())
            wrong += [f"{where}: {name}()" for name in CALLED.findall(statement) if name in acting]
            try:
                async with connection.transaction(readonly=True):
                    await prepared.fetch(*nothing)
            except asyncpg.PostgresError as error:
                wrong.append(f"{where}: {error}")
    await connection.close()
    assert wrong == []


def reading_calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """(file, call, runner) where rows are read as structs."""
    for path in python_files("leapfrog"):
        for node in nodes(path):
            function = node.func if isinstance(node, ast.Call) else None
            if isinstance(function, ast.Attribute) and function.attr in READERS:
                yield path, node, function.attr


def read_as() -> Iterator[tuple[str, str, list[Callable[..., Any]], str]]:
    """(where, runner, structs, SQL) of all statements whose rows are read as structs."""
    for path, call, runner in reading_calls():
        names, at = vars(import_module(module_of(path))), structs_of(runner)
        kinds = [eval(ast.unparse(kind), names) for kind in call.args[:at]]
        for statement in either(call.args[at]):
            yield place(path, call), runner, kinds, eval(ast.unparse(statement), names)


def check_columns(runner: str, kinds: list[Callable[..., Any]], columns: tuple[str, ...]) -> None:
    """Raises `ColumnsMismatch` where these columns are not read as these structs."""
    if runner == "pairs_as":
        for kind, own in zip(kinds, pair_columns(kinds[0], columns), strict=True):
            reader(kind, own)
    else:
        reader(kinds[0], columns[1:] if runner == "map_as" else columns)


def either(node: ast.expr) -> list[ast.expr]:
    """`A if x else B` is one of two."""
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


async def test_the_columns_of_each_statement_are_the_fields_of_its_struct(
    database_url: str,
) -> None:
    connection = await asyncpg.connect(database_url)
    wrong, seen = [], 0
    for where, runner, kinds, statement in read_as():
        prepared = await connection.prepare(statement)
        columns = tuple(one.name for one in prepared.get_attributes())
        seen += 1
        try:
            check_columns(runner, kinds, columns)
        except ColumnsMismatch as mismatch:
            wrong.append(f"{where}: {mismatch}")
    await connection.close()
    assert wrong == []
    assert seen > 100
