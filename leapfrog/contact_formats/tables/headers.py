"""The header row of a table, whatever app wrote it."""

import csv

MOST_CHARACTERS = 32_768


def delimiter_of(line: str) -> str:
    """The separator of a header line: the most frequent of comma, semicolon and tab."""
    return max(",;\t", key=line.count)


def clean(column: str) -> str:
    """A column name without a mark of byte order and doubled spaces."""
    return " ".join(column.replace("\ufeff", "").split())


def columns_of(line: str) -> frozenset[str]:
    """The names of the columns, if this line is a header."""
    row = next(csv.reader([line[:MOST_CHARACTERS]], delimiter=delimiter_of(line)), [])
    return frozenset(map(clean, row))
