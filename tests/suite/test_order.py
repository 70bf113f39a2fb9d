"""Each worker of `make test` begins with a piece of the whole that has browser tests and others."""

from itertools import pairwise
from pathlib import Path

import msgspec

from tests.order import BROWSER, is_browser, spread

SERVER = BROWSER.parent / "chat"


class Item(msgspec.Struct, frozen=True):
    path: Path
    name: str


def items(folder: Path, files: int, tests: int) -> list[Item]:
    return [
        Item(folder / f"test_{file}.py", f"test_{n}") for file in range(files) for n in range(tests)
    ]


def test_each_third_has_its_share_of_browser_tests_and_files_stay_together() -> None:
    given = items(BROWSER, 9, 4) + items(SERVER, 60, 10)
    found = spread(given)
    assert sorted(found, key=given.index) == given
    third = len(found) // 3
    thirds = [found[n * third : (n + 1) * third] for n in range(3)]
    counts = [sum(map(is_browser, one)) for one in thirds]
    assert max(counts) - min(counts) <= 4
    changes = sum(a.path != b.path for a, b in pairwise(found))
    assert changes == 9 + 60 - 1


def test_tests_of_one_kind_stay_as_they_are() -> None:
    for folder in (BROWSER, SERVER):
        given = items(folder, 3, 3)
        assert spread(given) == given
    assert spread([]) == []
