"""Catalogues that are tables: which file is one, by its head, and its rows by the names of their
columns.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.catalogue_formats import amounts
from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.model import CatalogueOptions
from leapfrog.catalogue_formats.words import unguarded
from leapfrog.unpacking import Folder, UnreadableFile, first_bytes, lines, numbered_rows

NAMES = re.compile(r"\.(csv|tsv|txt|tab)\Z", re.I)
DELIMITERS = "\t,;|"
MOST_COLUMNS = 2_000
Kind = TypeVar("Kind")


class TableRow(msgspec.Struct, frozen=True):
    """A row of a table by its columns, whose names are in lower case."""

    line: int
    cells: Mapping[str, str]

    def told(self, *names: str) -> str | UnsetType:
        """The cell of the first of these columns that there is; UNSET when there is none."""
        for name in names:
            found = self.cells.get(name)
            if found is not None:
                return found
        return UNSET

    def read(self, names: Sequence[str], reader: Callable[[str], Kind]) -> Kind | UnsetType:
        """What `reader` makes of the cell; UNSET when there is no such column. Raises `BadCell`,
        with the column.
        """
        told = self.told(*names)
        if told is UNSET:
            return UNSET
        try:
            return reader(told)
        except BadCell as cause:
            column = next(name for name in names if name in self.cells)
            raise BadCell(cause.reason, column, told, money=cause.money) from cause

    def get(self, *names: str) -> str:
        """The text of the cell; empty when there is no such column."""
        found = self.told(*names)
        return "" if found is UNSET else found

    @property
    def is_empty(self) -> bool:
        return not any(self.cells.values())


class CatalogueTable(msgspec.Struct, frozen=True):
    """A table in an upload: its name, by what its cells are parted, and on which of its rows the
    names of its columns stand, from 0 on.
    """

    name: str
    delimiter: str
    head_at: int = 0


def tables_of(
    folder: Folder, is_head: Callable[[set[str]], bool], depth: int = 1
) -> list[CatalogueTable]:
    """The files of which one of the first `depth` rows is such a head."""
    found = []
    for name in _candidates(folder):
        for at, line in enumerate(_first_lines(folder, name, depth)):
            delimiter = max(DELIMITERS, key=line.count)
            head = {column(cell) for cell in line.split(delimiter)}
            if is_head(head):
                found.append(CatalogueTable(name, delimiter, at))
                break
    return found


def _candidates(folder: Folder) -> list[str]:
    if not folder.is_packed:
        return folder.names
    return [name for name in folder.names if NAMES.search(name)]


def _first_lines(folder: Folder, name: str, count: int) -> list[str]:
    try:
        head = io.BytesIO(first_bytes(folder, name))
        return [line.removeprefix("\ufeff") for line in islice(lines(head), count)]
    except UnreadableFile:
        return []


def column(cell: str) -> str:
    """The name of a column as rows know it."""
    return " ".join(cell.strip().strip('"').removeprefix("\ufeff").split()).lower()


def heads(folder: Folder, table: CatalogueTable) -> list[str]:
    """The names of a table's columns, as they are written. Raises `UnreadableFile`."""
    rows = numbered_rows(folder, table.name, table.delimiter)
    _, head = next(islice(rows, table.head_at, None), (0, []))
    if len(head) > MOST_COLUMNS:
        raise UnreadableFile("too_many_columns", "This table has far too many columns.")
    return [" ".join(cell.removeprefix("\ufeff").split()) for cell in head]


def rows_of(folder: Folder, table: CatalogueTable, skipped: int = 0) -> Iterator[TableRow]:
    """The rows after the names of the columns, and after so many more; empty ones are left out.
    Raises `UnreadableFile`.
    """
    keys = [column(cell) for cell in heads(folder, table)]
    rows = numbered_rows(folder, table.name, table.delimiter)
    for line, row in islice(rows, table.head_at + 1 + skipped, None):
        cells = dict(zip(keys, map(unguarded, row), strict=False))
        found = TableRow(line, cells)
        if not found.is_empty:
            yield found


def price_of(
    row: TableRow, names: Sequence[str], options: CatalogueOptions, currency: str = ""
) -> int:
    """What something costs, of the first of these columns that there is. Raises `BadCell`."""
    found = row.read(names, lambda told: amounts.price(told, options, currency))
    if found is UNSET:
        raise BadCell("price", names[0])
    return found
