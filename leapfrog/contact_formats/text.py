"""Escaped text of vCard values: RFC 6350 section 3.4 and RFC 2426 section 2.4.2 agree on it."""

import re

from leapfrog.contact_formats.dates import plain_date
from leapfrog.contact_formats.model import Property

Decoded = str | tuple[str, ...] | tuple[tuple[str, ...], ...]

NAME = re.compile(r"[A-Za-z0-9_-]+\Z", re.ASCII)
GROUP = re.compile(r"[A-Za-z0-9_.-]*\Z", re.ASCII)

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEPARATORS = {sign: re.compile(rf"\\.|{sign}", re.DOTALL) for sign in ";,"}
_MEANING = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";", ":": ":"}

LISTS_IN_PARTS = frozenset({"N", "ADR"})
LISTS = frozenset({"CATEGORIES", "NICKNAME"})
DATES = frozenset({"BDAY", "ANNIVERSARY", "X-ANNIVERSARY"})


def unix_lines(text: str) -> str:
    """Line ends of any system as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def escape(text: str) -> str:
    """A plain text escaped for vCard (RFC 6350): as one value, or as one part of a structured
    value.
    """
    text = unix_lines(text).replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace(",", "\\,").replace(";", "\\;")


def unescape(value: str) -> str:
    """The plain text of an escaped vCard value (RFC 6350); unknown escapes stay as they are."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[0]), value)


def split(value: str, separator: str) -> list[str]:
    """Cut a value at separators (`;` or `,`) not escaped; the pieces are still escaped."""
    if "\\" not in value:
        return value.split(separator)
    pieces: list[str] = []
    start = 0
    for found in _SEPARATORS[separator].finditer(value):
        if found[0] == separator:
            pieces.append(value[start : found.start()])
            start = found.end()
    pieces.append(value[start:])
    return pieces


def parts(value: str) -> list[str]:
    """The parts of a structured value (N, ADR, ORG) as plain text."""
    return [unescape(piece) for piece in split(value, ";")]


def items(value: str) -> list[str]:
    """The items of a list value (CATEGORIES, NICKNAME) as plain text."""
    return [unescape(piece) for piece in split(value, ",")]


def decoded(prop: Property) -> Decoded:
    """What the value of a vCard property says, without its escapes: text, a date, a tuple of parts
    or of lists, depending on the property. Two ways to write one value are equal.
    """
    if prop.name in LISTS_IN_PARTS:
        found = [tuple(items(piece)) for piece in split(prop.value, ";")]
        while found and not any(found[-1]):
            found.pop()
        return tuple(found)
    if prop.name == "ORG":
        return tuple(parts(prop.value))
    if prop.name in LISTS:
        return tuple(items(prop.value))
    if prop.name in DATES:
        return plain_date(unescape(prop.value)) or unescape(prop.value)
    return unescape(prop.value)
