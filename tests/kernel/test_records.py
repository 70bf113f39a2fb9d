"""Rows become structs by the names of their columns."""

from typing import Any

import msgspec
import pytest

from leapfrog.kernel.db import Database
from leapfrog.kernel.records import ColumnsMismatch, reader


class Size(msgspec.Struct, frozen=True):
    width: int
    height: int


class Box(msgspec.Struct, frozen=True):
    name: str
    size: Size
    colours: list[str] = msgspec.field(default_factory=list)
    weight: int = 0


class Label(msgspec.Struct, kw_only=True):
    name: str
    weight: int


async def read(database: Database, kind: Any, sql: str) -> list[Any]:
    async with database.transaction() as db:
        return await db.all_as(kind, sql)


async def test_columns_go_to_the_fields_of_their_names(database: Database) -> None:
    for sql in ("select 1 as width, 2 as height", "select 2 as height, 1 as width"):
        assert await read(database, Size, sql) == [Size(1, 2)]
    assert await read(database, Label, "select 5 as weight, 'a' as name") == [
        Label(name="a", weight=5)
    ]


async def test_a_field_that_is_a_struct_takes_its_own_columns(database: Database) -> None:
    sql = "select 3 as weight, 1 as width, 'a' as name, 2 as height"
    assert await read(database, Box, sql) == [Box("a", Size(1, 2), [], 3)]


async def test_no_row_is_none_and_many_rows_are_a_list(database: Database) -> None:
    async with database.transaction() as db:
        nothing = "select 1 as width, 2 as height where false"
        assert await db.one_as(Size, nothing) is None
        assert await db.all_as(Size, nothing) == []
        assert await db.map_as(Size, nothing) == {}
        assert await db.one_as(Size, "select 1 as width, 2 as height") == Size(1, 2)


async def test_a_pair_has_no_second_one_where_a_left_join_found_none(database: Database) -> None:
    sql = """
    select n as height, n + 1 as width, name, weight from generate_series(1, 3) n
    left join (values (2, 7, 'two'), (3, 8, 'three')) as w (n, weight, name) using (n) order by n
    """
    async with database.transaction() as db:
        assert await db.pairs_as(Size, Label, sql) == [
            (Size(2, 1), None),
            (Size(3, 2), Label(name="two", weight=7)),
            (Size(4, 3), Label(name="three", weight=8)),
        ]
        with pytest.raises(ColumnsMismatch):
            await db.pairs_as(Label, Size, sql)


async def test_a_map_has_the_first_column_as_its_key(database: Database) -> None:
    sql = "select n, n + 1 as height, n as width from generate_series(1, 2) n"
    async with database.transaction() as db:
        assert await db.map_as(Size, sql) == {1: Size(1, 2), 2: Size(2, 3)}


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (Size, ("width",)),
        (Size, ("width", "height", "depth")),
        (Size, ("width", "height", "height")),
        (Box, ("name", "width")),
        (Box, ("size",)),
        (Label, ("name",)),
    ],
)
def test_columns_that_do_not_fit_are_refused(kind: Any, columns: tuple[str, ...]) -> None:
    with pytest.raises(ColumnsMismatch):
        reader(kind, columns)
