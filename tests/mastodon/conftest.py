"""A served town, with people in it whose client apps speak Mastodon's language."""

from collections.abc import Callable, Iterator

import pytest

from leapfrog.kernel.settings import Settings
from tests.mastodon.neighbours import Neighbour
from tests.serving import serving

Join = Callable[..., Neighbour]


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    """Where the town answers."""
    with serving(settings) as address:
        yield address


@pytest.fixture
def join(origin: str) -> Iterator[Join]:
    """`join("amina")` is a browser in which Amina has joined."""
    opened: list[Neighbour] = []

    def joined(handle: str, language: str = "en") -> Neighbour:
        opened.append(Neighbour(origin, handle, language))
        return opened[-1]

    yield joined
    for one in opened:
        one.close()
