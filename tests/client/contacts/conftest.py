"""A fresh town and neighbours in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from leapfrog.kernel.settings import Settings
from tests.client.contacts.neighbours import Join, people
from tests.serving import serving


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    """The address of a fresh town."""
    with serving(settings) as address:
        yield address


@pytest.fixture
def join(origin: str, chromium: Browser) -> Iterator[Join]:
    """`join("amina")` is somebody new in the town, with a phone of their own."""
    with people(origin, chromium) as enter:
        yield enter
