"""Names: what to show, its parts, what to compare, and where it sorts."""

import re
import unicodedata
from functools import lru_cache

from leapfrog.contact_formats.model import Card, Property, StructuredName
from leapfrog.contact_formats.text import escape, items, parts, split, unescape

_LONGEST_REMEMBERED = 200
_MOST_SIGNS = 20_000
_NO_ALNUM = re.compile(r"[^a-z0-9]+")
_FALLBACKS = ("ORG", "NICKNAME", "EMAIL", "TEL", "URL")


def values(card: Card, name: str) -> list[str]:
    """The escaped values of all properties of one name that say anything."""
    return [prop.value for prop in card.named(name) if prop.value.strip(" ;")]


def fn(card: Card) -> str:
    """The name of a card to show: FN, else put together from N, else the next best thing that it
    has.
    """
    for value in values(card, "FN"):
        if shown := " ".join(unescape(value).split()):
            return shown
    if shown := spoken(structured_name(card)):
        return shown
    for name in _FALLBACKS:
        for value in values(card, name):
            if shown := " ".join(", ".join(filter(None, parts(value))).split()):
                return shown
    return ""


def structured_name(card: Card) -> StructuredName:
    """The parts of the first N of a card; all empty when there is none."""
    for value in values(card, "N"):
        pieces = split(value, ";")[:5]
        if "\\" in value or "," in value:
            pieces = [" ".join(filter(None, items(piece))) for piece in pieces]
        return StructuredName(*map(str.strip, pieces))
    return StructuredName()


def spoken(name: StructuredName) -> str:
    """The parts in the order they are said: family name first and unspaced in Chinese."""
    if is_han(name.family) and is_han(name.given[:1]):
        return f"{name.family}{name.additional}{name.given}"
    order = (name.prefix, name.given, name.additional, name.family, name.suffix)
    return " ".join(filter(None, order))


def is_han(text: str) -> bool:
    """Whether all of a text is Chinese characters."""
    return bool(text) and all("\u3400" <= char <= "\u9fff" or char > "\U0001ffff" for char in text)


def parted(name: str) -> str:
    """An N value for a name of which only the spoken form is known: the last word is the family.

    A name of one word is all given name, so that nobody is called by a wrong guess.
    """
    given, _, family = name.strip().rpartition(" ")
    if not given:
        given, family = family, ""
    return f"{escape(family)};{escape(given)};;;"


def derived_names(card: Card, demanded: tuple[str, ...]) -> list[Property]:
    """Those of FN and N (`demanded`) that a card has not, made from the rest of it and marked with
    `DERIVED=TRUE` (RFC 9554).
    """
    made = {"FN": escape(fn(card)), "N": parted(fn(card))}
    mark = (("DERIVED", ("TRUE",)),)
    return [Property(name, made[name], "", mark) for name in demanded if not card.named(name)]


def normalised(name: str) -> str:
    """A name to compare: no case, accents, width, punctuation or doubled spaces."""
    return _normalised(name) if len(name) > _LONGEST_REMEMBERED else _remembered(name)


def _normalised(name: str) -> str:
    if name.isascii():
        return _NO_ALNUM.sub(" ", name.lower()).strip()
    kept = unicodedata.normalize("NFKD", name.casefold()).translate(_COMPARED)
    return " ".join(unicodedata.normalize("NFKC", kept).casefold().split())


# A contact's name is compared, sorted and searched.
_remembered = lru_cache(maxsize=2048)(_normalised)


class _Compared(dict[int, str | None]):
    """What each sign is to a comparison, found out once: itself, space, or, an accent, nothing."""

    def __missing__(self, code: int) -> str | None:
        if len(self) >= _MOST_SIGNS:
            self.clear()
        char = chr(code)
        found = None if unicodedata.combining(char) else char if char.isalnum() else " "
        self[code] = found
        return found


_COMPARED = _Compared()
