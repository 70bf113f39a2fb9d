"""Browser tests: the built client, a real server, a real database, Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from leapfrog.kernel.settings import Settings
from tests.client.browser import Join, launch, people, running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    """The address of a fresh town."""
    with running(settings) as address:
        yield address


@pytest.fixture
def join(origin: str, chromium: Browser) -> Iterator[Join]:
    """`join("amina")` is somebody new in the town, with a phone of their own."""
    with people(origin, chromium) as enter:
        yield enter
