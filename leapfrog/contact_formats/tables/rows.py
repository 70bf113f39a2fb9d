"""Rows of a CSV stream to cards, one at a time."""

import csv
from collections.abc import Callable, Iterable, Iterator

from leapfrog.contact_formats.model import (
    DAMAGE,
    Card,
    CardSkip,
    ContactFormat,
    FileHead,
    ReadLimits,
)
from leapfrog.contact_formats.tables.draft import Builder, CardDraft, Row
from leapfrog.contact_formats.tables.headers import clean, delimiter_of
from leapfrog.unpacking import Charsets, is_damaged

_MOST_COLUMNS = 2_000


class _Lines:
    """Decoded lines of a stream with their line ends; lines too long are counted and left out."""

    def __init__(self, blocks: Iterable[bytes], limits: ReadLimits, charsets: Charsets) -> None:
        self._blocks = iter(blocks)
        self._limit = limits.max_line
        self._charsets = charsets
        self.number = 0
        self.too_long: list[int] = []
        self.damaged: list[int] = []

    def __iter__(self) -> Iterator[str]:
        for data in self._raw():
            self.number += 1
            if len(data) > self._limit:
                self.too_long.append(self.number)
            else:
                yield self._decode(data)

    def _raw(self) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for block in self._blocks:
            if b"\n" not in block:
                # What is over the limit will be left out: no need to remember more of it.
                if size <= self._limit:
                    held.append(block)
                size += len(block)
                continue
            first, *middle, last = block.split(b"\n")
            yield b"".join([*held, first, b"\n"])
            for line in middle:
                yield line + b"\n"
            held, size = [last], len(last)
        if size:
            yield b"".join(held)

    def _decode(self, data: bytes) -> str:
        text = self._charsets.decode_line(data)
        if is_damaged(text, data):
            self.damaged.append(self.number)
        return text.replace("\0", "") if "\0" in text else text


IsHeader = Callable[[frozenset[str]], bool]
MakeBuilder = Callable[[list[str]], Builder]


def table_format(name: str, is_header: IsHeader, make: MakeBuilder, *, order: int) -> ContactFormat:
    """The format of a table. `is_header`: whether a row with these columns is its header; `make`: a
    function from the header to one from a row under it to a card.
    """

    def knows(head: FileHead) -> bool:
        return any(map(is_header, head.rows))

    def read(
        blocks: Iterable[bytes], limits: ReadLimits, charsets: Charsets
    ) -> Iterator[Card | CardSkip]:
        return _table_cards(_Lines(blocks, limits, charsets), is_header, make)

    return ContactFormat(name, knows, read, order)


def _table_cards(
    lines: _Lines, is_header: IsHeader, make: MakeBuilder
) -> Iterator[Card | CardSkip]:
    """The cards of a table in UTF-8 or a legacy charset, with LF line ends."""
    stream = iter(lines)
    builder, delimiter = None, ","
    for line in stream:
        delimiter = delimiter_of(line)
        row = next(csv.reader([line], delimiter=delimiter), [])
        header = [clean(column) for column in row[:_MOST_COLUMNS]]
        builder = _with_surplus(make(header), len(header)) if is_header(frozenset(header)) else None
        if builder:
            break
    if builder:
        yield from _cards(builder, lines, csv.reader(stream, delimiter=delimiter))


def _with_surplus(build: Builder, columns: int) -> Builder:
    """Cells beyond the header are kept too, in a column without a name."""

    def built(row: Row) -> Card:
        card = build(row)
        surplus = CardDraft()
        for text in row[columns : columns + _MOST_COLUMNS]:
            surplus.add_column("", text.strip())
        return Card(card.properties + surplus.card().properties)

    return built


def _cards(builder: Builder, lines: _Lines, rows: Iterator[list[str]]) -> Iterator[Card | CardSkip]:
    while True:
        line = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:
            yield CardSkip(line, "This row has a cell that is too long or not closed.")
            continue
        if any(text.strip() for text in row):
            card = builder(row)
            yield card if card.properties else CardSkip(line, "This row is empty.")
        yield from _told(lines)
    yield from _told(lines)


def _told(lines: _Lines) -> Iterator[CardSkip]:
    for number in lines.too_long:
        yield CardSkip(number, "This line is too long to read.")
    lines.too_long.clear()
    for number in lines.damaged:
        yield CardSkip(number, f"This line {DAMAGE}")
    lines.damaged.clear()
