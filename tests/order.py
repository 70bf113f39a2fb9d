"""In which order tests run: browser tests wait more than they work, the others work. Whoever gets
a piece of the whole, as workers do, should get some of both.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Protocol, TypeVar

BROWSER = Path(__file__).parent / "client"


class Located(Protocol):
    @property
    def path(self) -> Path: ...


T = TypeVar("T", bound=Located)


def spread(items: Iterable[T]) -> list[T]:
    """The tests with those of browsers evenly among the others; each file stays together, because
    its tests share what took long to start.
    """
    files = [list(tests) for _, tests in groupby(items, lambda one: one.path)]
    totals, seen = {True: 0, False: 0}, {True: 0, False: 0}
    for tests in files:
        totals[is_browser(tests[0])] += len(tests)
    placed = []
    for tests in files:
        kind = is_browser(tests[0])
        placed.append(((seen[kind] + len(tests) / 2) / totals[kind], tests))
        seen[kind] += len(tests)
    placed.sort(key=lambda pair: pair[0])
    return [test for _, tests in placed for test in tests]


def is_browser(item: Located) -> bool:
    return BROWSER in item.path.parents
