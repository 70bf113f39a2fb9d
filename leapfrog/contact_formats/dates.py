"""Dates of birth and other days, with or without a year (RFC 6350 section 4.3.1)."""

import re

_FULL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T[0:.]*(?:Z|[+-][\d:]+)?)?\Z")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)\Z")
_SPOKEN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\Z")
_NONE = re.compile(r"0[./]0[./]0+\Z")


def _valid(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def plain_date(text: str) -> str:
    """`YYYY-MM-DD`, or `--MM-DD` when the year is unknown; empty when `text` is no such date."""
    text = text.strip()
    if (found := _FULL.match(text)) and _valid(found[2], found[3]):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if (found := _NO_YEAR.match(text)) and _valid(found[1], found[2]):
        return f"--{found[1]}-{found[2]}"
    return ""


def table_date(text: str, *, day_first: bool) -> str:
    """A date out of a table (`3/9/1985`, `9.3.1985`, `1985/3/9`); the text when it is none."""
    text = text.strip()
    if (found := _YEAR_FIRST.match(text)) and _valid(found[2], found[3]):
        return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    found = _SPOKEN.match(text)
    if not found:
        return plain_date(text) or text
    month, day = (found[2], found[1]) if day_first else (found[1], found[2])
    if not _valid(month, day):
        month, day = day, month
    return f"{found[3]}-{month:0>2}-{day:0>2}" if _valid(month, day) else text


def is_no_date(text: str) -> bool:
    """Outlook writes `0/0/00` or `0.0.00` for a day nobody filled in."""
    return bool(_NONE.match(text.strip()))
