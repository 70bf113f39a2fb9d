"""Repairs text whose UTF-8 was written as if each byte were a character of Latin-1."""

import re
from typing import Any

_HIGH = re.compile("[\u0080-\u00ff]{2,}")
_CONTROL = re.compile("[\u0080-\u009f]")


def repaired(text: str, *, surely: bool) -> str:
    """A text in which UTF-8 was read as Latin-1 (mojibake), as it was meant; other text stays.

    `surely`: the file is known to be damaged all over, though newer ones are so only in parts. Else
    only what holds a control character is repaired: no text that is right has one.
    """

    def repair(found: re.Match[str]) -> str:
        if not surely and not _CONTROL.search(found[0]):
            return found[0]
        try:
            return found[0].encode("latin-1").decode()
        except UnicodeDecodeError:
            return found[0]

    return _HIGH.sub(repair, text)


def repaired_all(value: Any, *, surely: bool) -> Any:
    """A value of JSON with every text in it as it was meant, as `repaired` does."""
    if isinstance(value, str):
        return repaired(value, surely=surely)
    if isinstance(value, list):
        return [repaired_all(part, surely=surely) for part in value]
    if isinstance(value, dict):
        return {
            repaired(key, surely=surely): repaired_all(part, surely=surely)
            for key, part in value.items()
        }
    return value
