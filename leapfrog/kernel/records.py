"""Rows of the database as structs: each column goes to the field of its name, in whatever order
they come.

A field that is a struct itself, and for which there is no column, takes the columns of its own
fields. A field without a column keeps its default; a column without a field is a mistake, as is a
field without column and default. `tests/tidy/test_sql.py` holds this for every statement that `Db`
reads as structs.
"""

from collections.abc import Callable, Sequence
from functools import cache
from inspect import Parameter, signature
from typing import Any, TypeVar, get_type_hints

import msgspec

T = TypeVar("T")
U = TypeVar("U")
Columns = tuple[str, ...]
Reader = Callable[[Sequence[Any]], list[Any]]


class ColumnsMismatch(TypeError):
    """The columns of a statement are not the fields of the struct that it is read as."""


def read_rows(kind: Callable[..., T], rows: Sequence[Any]) -> list[T]:
    """Rows of one statement. Raises `ColumnsMismatch`."""
    return reader(kind, tuple(rows[0].keys()))(rows) if rows else []


def read_row(kind: Callable[..., T], row: Any) -> T:
    """Raises `ColumnsMismatch`."""
    found: T = reader(kind, tuple(row.keys()))((row,))[0]
    return found


def read_map(kind: Callable[..., T], rows: Sequence[Any]) -> dict[Any, T]:
    """Rows of one statement by their first column, which is no field. Raises `ColumnsMismatch`."""
    if not rows:
        return {}
    found = reader(kind, tuple(rows[0].keys())[1:])([row[1:] for row in rows])
    return {row[0]: one for row, one in zip(rows, found, strict=True)}


def read_pairs(
    one: Callable[..., T], other: Callable[..., U], rows: Sequence[Any]
) -> list[tuple[T, U | None]]:
    """Rows whose first columns are those of one struct, each of its fields, and the rest another
    one; None for that where its first column is null, as in a left join. Raises `ColumnsMismatch`.
    """
    if not rows:
        return []
    columns = tuple(rows[0].keys())
    first, rest = pair_columns(one, columns)
    at = len(first)
    found = reader(one, first)([row[:at] for row in rows])
    there = iter(reader(other, rest)([row[at:] for row in rows if row[at] is not None]))
    return [
        (each, None if row[at] is None else next(there))
        for each, row in zip(found, rows, strict=True)
    ]


@cache
def pair_columns(one: Callable[..., Any], columns: Columns) -> tuple[Columns, Columns]:
    """The columns of the first of two structs, and those of the other."""
    at = len(signature(one).parameters)
    return columns[:at], columns[at:]


@cache
def reader(kind: Callable[..., Any], columns: Columns) -> Reader:
    """What makes a list of `kind` of rows with these columns: as fast as by position where their
    order is that of the fields. Raises `ColumnsMismatch`.
    """
    parts = _parts(kind, columns)
    taken = [*_own(kind, columns), *(name for own in parts.values() for name in own)]
    if sorted({*taken}) != sorted(columns):
        raise ColumnsMismatch(f"{kind.__name__} has not one field for each of {columns}")
    if needed := _needed(kind) - {*columns, *parts}:
        raise ColumnsMismatch(f"{kind.__name__} needs {needed} too, not only {columns}")
    if _by_position(kind)[: len(columns)] == columns:
        return lambda rows: [kind(*row) for row in rows]
    build = _by_name(kind, columns, {name: n for n, name in enumerate(columns)})
    return lambda rows: [build(row) for row in rows]


def _by_name(
    kind: Callable[..., Any], columns: Columns, place: dict[str, int]
) -> Callable[[Any], Any]:
    own = [(name, place[name]) for name in _own(kind, columns)]
    parts = [
        (name, _by_name(_structs(kind)[name], some, place))
        for name, some in _parts(kind, columns).items()
    ]

    def build(row: Any) -> Any:
        given = {name: row[at] for name, at in own}
        return kind(**given, **{name: part(row) for name, part in parts})

    return build


def _own(kind: Callable[..., Any], columns: Columns) -> Columns:
    fields = signature(kind).parameters
    return tuple(name for name in columns if name in fields)


def _parts(kind: Callable[..., Any], columns: Columns) -> dict[str, Columns]:
    """The fields that are made of several columns, and of which."""
    free = tuple(name for name in columns if name not in signature(kind).parameters)
    if not free:
        return {}
    found = {name: _own(part, free) for name, part in _structs(kind).items() if name not in columns}
    return {
        name: own for name, own in found.items() if own and _needed(_structs(kind)[name]) <= {*own}
    }


def _structs(kind: Callable[..., Any]) -> dict[str, type[msgspec.Struct]]:
    hints = get_type_hints(kind)
    return {
        name: hint
        for name, hint in hints.items()
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct)
    }


def _needed(kind: Callable[..., Any]) -> set[str]:
    """The fields without a default."""
    given = signature(kind).parameters.values()
    return {one.name for one in given if one.default is Parameter.empty}


def _by_position(kind: Callable[..., Any]) -> Columns:
    given = signature(kind).parameters.values()
    return tuple(one.name for one in given if one.kind is Parameter.POSITIONAL_OR_KEYWORD)
