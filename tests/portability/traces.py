"""Where somebody is still found: in every value of every table, and in every file of the home.

A person is known by their marks, words and digits that are in all that they write and in nothing
else, and by their id; both as they are, and as bytes that are shown in hex or in base64.
"""

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

# Partitions are read by way of what they are parts of.
TABLES = """
select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1
"""
ROWS = (
    "select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t)))::text from {} t"
)
COLUMNS = """
select table_name::text, column_name::text from information_schema.columns
where table_schema = 'public' and (data_type in ('text', 'jsonb', 'bytea') or udt_name = '_text')
"""
# What can be one of a few words only holds no word of anybody's.
CHOSEN = """
select c.relname::text, a.attname::text from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_attribute a on a.attrelid = c.oid and array[a.attnum] = k.conkey
where k.contype = 'c' and pg_get_constraintdef(k.oid) ~ 'ARRAY\\['
"""
# Columns that name people of this town and of others.
PEOPLE = """
select c.relname::text, a.attname::text from pg_constraint k
join pg_class c on c.oid = k.conrelid and not c.relispartition
join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
where k.contype = 'f' and k.confrelid = 'identity_person'::regclass
"""
ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
Row = dict[str, str]
Place = tuple[str, str]


class Town(msgspec.Struct, frozen=True):
    """All that is kept at one moment, but for what is empty: rows by table, each value as text in
    small letters; the columns in which people could write, and those that name people; the names
    of the files.
    """

    rows: Mapping[str, list[Row]]
    wordy: frozenset[Place]
    naming: frozenset[Place]
    files: frozenset[str]


async def kept(database_url: str, home: Path) -> Town:
    """What the town keeps now, in one view of the database."""
    connection = await asyncpg.connect(database_url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            names = [row[0] for row in await connection.fetch(TABLES)]
            rows = {name: await _rows(connection, name) for name in names}
            wordy = {(row[0], row[1]) for row in await connection.fetch(COLUMNS)}
            wordy -= {(row[0], row[1]) for row in await connection.fetch(CHOSEN)}
            naming = {(row[0], row[1]) for row in await connection.fetch(PEOPLE)}
    finally:
        await connection.close()
    wordy = {place for place in wordy if place[0] in rows}
    return Town(rows, frozenset(wordy), frozenset(naming), _files(home))


def _files(home: Path) -> frozenset[str]:
    found = (path for path in home.rglob("*") if path.is_file())
    return frozenset(str(path.relative_to(home)) for path in found)


async def _rows(connection: Any, name: str) -> list[Row]:
    found = [
        msgspec.json.decode(row[0]) for row in await connection.fetch(ROWS.format(f'"{name}"'))
    ]
    return [
        {column: value.lower() for column, value in row.items() if value is not None}
        for row in found
    ]


class Sought(msgspec.Struct, frozen=True):
    """Who is looked for: the marks in what they wrote, and who they are."""

    marks: tuple[str, ...]
    person_id: UUID

    def in_words(self) -> list[str]:
        """What their words look like, wherever they are kept."""
        return [form for mark in self.marks for form in forms(mark)]

    def in_ids(self) -> list[str]:
        """What their id looks like."""
        name = str(self.person_id)
        return [name, self.person_id.hex, name.encode().hex()]


def forms(mark: str) -> list[str]:
    """A word as it is, in hex, and in base64 whatever stands before it."""
    coded = []
    for before in range(3):
        text = base64.b64encode(b"\0" * before + mark.encode()).decode().rstrip("=")
        # The ends depend on what stands beside them.
        coded.append(text[(0, 2, 3)[before] : -1].lower())
    return [mark.lower(), mark.encode().hex(), *coded]


def found(town: Town, forms: Iterable[str]) -> dict[Place, list[str]]:
    """The columns that hold one of these, and what stands there."""
    sought = re.compile("|".join(map(re.escape, forms)))
    places: dict[Place, list[str]] = defaultdict(list)
    for table, rows in town.rows.items():
        for row in rows:
            for column, value in row.items():
                if sought.search(value):
                    places[table, column].append(value)
    return dict(places)


def _is(row: Row, sure: re.Pattern[str], known: set[str]) -> bool:
    return any(
        sure.search(value) or not known.isdisjoint(ID.findall(value)) for value in row.values()
    )


def theirs(town: Town, sought: Sought) -> dict[str, list[Row]]:
    """By table, the rows that hold something of them, or belong to a row that does: that name its
    id.
    """
    sure = re.compile("|".join(map(re.escape, [*sought.in_words(), *sought.in_ids()])))
    known: set[str] = set()
    mine: dict[str, list[Row]] = {table: [] for table in town.rows}
    left = [(table, row) for table, rows in town.rows.items() for row in rows]
    grown = True
    while grown:
        grown, others = False, []
        for table, row in left:
            if _is(row, sure, known):
                mine[table].append(row)
                if ID.fullmatch(row.get("id", "")):
                    known.add(row["id"])
                grown = True
            else:
                others.append((table, row))
        left = others
    return mine
