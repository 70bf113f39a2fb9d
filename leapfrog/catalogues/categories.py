"""Which of the market's categories a catalogue means, by its words or by Google's number."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from leapfrog.market_categories import CATEGORIES


def category_of(text: str, google: int | None) -> str:
    """The id of the category; empty where nothing here is called so. Of a path, such as `Food > Tea
    and coffee`, the last part that is known counts.
    """
    by_number, by_word = _numbers(), _words()
    if google is not None and google in by_number:
        return by_number[google]
    for path in re.split(r"[,;|](?=\s|\S)", text):
        for part in reversed(re.split(r"\s*(?:>|/|»)\s*", path)):
            if found := by_word.get(_folded(part)):
                return found
    return ""


def google_number(category: str) -> int | None:
    """The number of the same category in Google's taxonomy."""
    found = CATEGORIES.get(category)
    return found.google if found else None


def path_of(category: str) -> str:
    """The names of a category and of those around it, in English, as other places read them."""
    parts = category.split("/")
    ids = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return " > ".join(CATEGORIES[one].en for one in ids if one in CATEGORIES)


@cache
def _numbers() -> Mapping[int, str]:
    """By number; of several with one number, the widest."""
    found: dict[int, str] = {}
    for one in sorted(CATEGORIES.values(), key=lambda each: each.id.count("/")):
        found.setdefault(one.google, one.id)
    return found


@cache
def _words() -> Mapping[str, str]:
    """By name in English or Chinese, by id; the widest first."""
    found: dict[str, str] = {}
    for one in sorted(CATEGORIES.values(), key=lambda each: each.id.count("/")):
        for name in (one.en, one.zh, one.id.rpartition("/")[2]):
            for word in _both(_folded(name)):
                found.setdefault(word, one.id)
    return found


def _both(word: str) -> Iterator[str]:
    """Of one and of several."""
    yield word
    yield word.removesuffix("s") if word.endswith("s") else f"{word}s"


def _folded(name: str) -> str:
    return " ".join(name.replace("&", "and").lower().split())
