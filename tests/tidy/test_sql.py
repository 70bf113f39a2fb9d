"""Every SQL statement of the program is one that the real schema understands."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import asyncpg

from leapfrog.kernel.db import only_reads
from tests.tidy.sources import ROOT, parsed, place, python_files

STATEMENT = re.compile(r"\s*(select|insert into|update|delete from|with)\s", re.IGNORECASE)
RUNNERS = {"rows", "row", "value", "run", "run_many", "fetch", "fetchrow", "fetchval", "execute"}

ACTING = "select distinct proname from pg_proc where provolatile = 'v'"
CALLED = re.compile(r"\b(\w+)\s*\(")


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """Statements that a module keeps under a name, but not a beginning that others complete."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    kept = {
        key: value
        for key, value in vars(import_module(name)).items()
        if key.isupper() and isinstance(value, str) and STATEMENT.match(value)
    }
    for key, value in kept.items():
        if not any(other.startswith(value) and other != value for other in kept.values()):
            yield f"{path.relative_to(ROOT)}:{key}", value


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """Statements written where they are run."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[0]
            text = first.value if isinstance(first, ast.Constant) else None
            if node.func.attr in RUNNERS and isinstance(text, str) and STATEMENT.match(text):
                yield place(path, first), text


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
        if only_reads(statement):
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
