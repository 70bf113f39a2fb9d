"""What the market is sorted by: a small tree, each with the number of Google's product taxonomy."""

from pathlib import Path

import msgspec

LIST = Path(__file__).with_name("categories.txt")


class MarketCategory(msgspec.Struct, frozen=True):
    """One of the tree. `parent` is empty at the top; `google`: the number of the same category in
    Google's product taxonomy.
    """

    id: str
    parent: str
    google: int
    en: str
    zh: str


def _read() -> dict[str, MarketCategory]:
    found = {}
    for row in LIST.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            path, google, en, zh = (part.strip() for part in row.split("|"))
            parent, _, _ = path.rpartition("/")
            found[path] = MarketCategory(path, parent, int(google), en, zh)
    return found


CATEGORIES = _read()


def categories_below(category: str) -> list[str]:
    """A category and all within it, by their paths."""
    return [one for one in CATEGORIES if one == category or one.startswith(f"{category}/")]
