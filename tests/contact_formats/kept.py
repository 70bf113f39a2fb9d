"""Counts, without our reader, what is in a file, and what of it came out of reading and writing."""

import csv
import io
import re
from pathlib import Path

import msgspec

from leapfrog.contact_formats import Card, decoded, fields, to_vcard4
from leapfrog.contact_formats.dates import table_date
from tests.contact_formats.reading import cards

_ENCODINGS = {
    "utf16le.vcf": "utf-16",
    "utf16be.vcf": "utf-16-be",
    "google_utf16.csv": "utf-16",
    "outlook_csv.csv": "utf-16",
    "outlook_de.csv": "cp1252",
    "outlook_zh.csv": "gb18030",
    "legacy_cp1252.vcf": "cp1252",
    "legacy_gb18030.vcf": "gb18030",
    "legacy_big5.vcf": "big5",
    "legacy_shift_jis.vcf": "cp932",
}
_PROPERTY = re.compile(r"[\w.-]+[;:]", re.ASCII)
_FRAME = re.compile(r"(BEGIN|END|VERSION)\b", re.IGNORECASE)
_EMPTY_DATE = re.compile(r"0[/.]0[/.]0+\Z")


class Kept(msgspec.Struct, frozen=True):
    """`found` things in a file (properties, or filled cells of a table), `kept` after all."""

    file: str
    cards: int
    found: int
    kept: int


def measure(path: Path) -> Kept:
    """Read, write as vCard 4.0, read again, and count what is still there."""
    read = cards(path.read_bytes())
    again = cards("".join(map(to_vcard4, read)).encode())
    text = path.read_bytes().decode(_ENCODINGS.get(path.name, "utf-8-sig"))
    if path.suffix == ".vcf":
        kept = sum(len(card.properties) for card in again)
        return Kept(path.name, len(again), _properties(text), kept)
    rows = _rows(text)
    kept = sum(_kept(cell, card) for row, card in zip(rows, again, strict=True) for cell in row)
    return Kept(path.name, len(again), sum(map(len, rows)), kept)


def _properties(text: str) -> int:
    count, soft = 0, False
    for line in re.split(r"\r\n|\r|\n", text):
        if not soft and _PROPERTY.match(line) and not _FRAME.match(line):
            count += 1
            soft = "QUOTED-PRINTABLE" in line.upper()
        soft = soft and line.endswith("=")
    return count


def _rows(text: str) -> list[list[str]]:
    delimiter = ";" if text.startswith('"Anrede"') else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    wide = max(map(len, rows))
    header = next(number for number, row in enumerate(rows) if len(row) == wide)
    return [
        [cell for cell in row if cell and not _EMPTY_DATE.match(cell)] for row in rows[header + 1 :]
    ]


def _kept(cell: str, card: Card) -> bool:
    said = _said(card)
    pieces = [piece for several in cell.split(" ::: ") for piece in several.split(";")]
    ways = (cell, *(table_date(cell, day_first=first) for first in (True, False)))
    return any(_flat(way) in said for way in ways) or all(_flat(piece) in said for piece in pieces)


def _flat(text: str) -> str:
    return " ".join(text.removeprefix("* ").lower().split())


def _said(card: Card) -> str:
    texts = [field.label for field in fields(card)]
    for prop in card.properties:
        texts += _texts(decoded(prop))
        texts += [value for _, values in prop.params for value in values]
    return _flat("\n".join(texts))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for part in value for text in _texts(part)] if isinstance(value, tuple) else []


def table(folder: Path) -> str:
    """The table of the page on contact formats."""
    lines = ["| dialect | cards | properties in | properties out |", "|---|---:|---:|---:|"]
    for path in sorted(folder.iterdir()):
        it = measure(path)
        lines.append(f"| `{it.file}` | {it.cards} | {it.found} | {it.kept} |")
    return "\n".join(lines) + "\n"
