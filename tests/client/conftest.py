"""A real town, a real Chromium, and people at its pages. What the console says fails the test."""

import asyncio
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from leapfrog.kernel.settings import Settings
from leapfrog.web.pages import STATIC
from tests.administrator import ADMINISTRATOR
from tests.client.browser import Join, Person, context, launch
from tests.client.demo_town import play_in
from tests.client.member import enter
from tests.client.watch import Watch
from tests.operators import code_at, names_operators
from tests.serving import serving
from tests.shared_database import Lender
from tests.town import apart, database, database_of

JOURNEYS = Path(__file__).parent / "journeys"
Device = Callable[..., Page]
# Playwright's own event loop, while there is one.
LOOPS: list[asyncio.AbstractEventLoop] = []


@pytest.fixture(scope="session")
def built() -> None:
    """The client is there; `make test` builds it."""
    assert (STATIC / "index.html").exists(), "The client is not built: run `make client`."


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all browser tests of a worker."""
    starting = sync_playwright()
    started = starting.start()
    LOOPS.append(asyncio.get_running_loop())
    yield started
    asyncio._set_running_loop(LOOPS.pop())
    started.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Playwright's event loop counts as running all the time. It is hidden from other tests than
    the browser's, so that these can have loops of their own.
    """
    mine = Path(__file__).parent in item.path.parents
    asyncio._set_running_loop(LOOPS[0] if LOOPS and mine else None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Browser:
    """One for all browser tests of a worker; each test has contexts of its own in it."""
    return launch(playwright)


@pytest.fixture(scope="session")
def told(
    postgres_dsn: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A town in which the demo story was told, for others to begin as; nobody serves it."""
    with database(postgres_dsn, template) as url:
        home = tmp_path_factory.mktemp("told")
        made = Settings(home=home, database_url=url, demo=False)
        play_in(made)
        yield made


@pytest.fixture
def database_url(
    postgres_dsn: str, lender: Lender, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database as if it were fresh; with the demo story for who asks for `story`."""
    has_story = "story" in request.fixturenames
    told = database_of(request.getfixturevalue("told")) if has_story else ""
    with database(postgres_dsn, told) if has_story else lender.lend() as url:
        yield url


@pytest.fixture
def story(settings: Settings, told: Settings) -> None:
    """The demo story was told in this town; before `origin` in a test's list of what it wants."""
    shutil.copytree(told.home, settings.home)


@pytest.fixture
def origin(settings: Settings, built: None) -> Iterator[str]:
    """The address of a fresh town."""
    with serving(settings) as address:
        yield address


class Devices:
    """The browsers' contexts of one test, all watched."""

    def __init__(self, chromium: Browser, origin: str, stack: ExitStack, look: Any) -> None:
        self.chromium, self.origin, self.stack, self.look = chromium, origin, stack, look
        self.watches: list[Watch] = []

    def add(self, browser: Browser | None = None, **look: Any) -> BrowserContext:
        """A device that has never been here; `browser`: another than the worker's."""
        made = context(browser or self.chromium, self.origin, **(self.look | look))
        self.watch(made)
        self.stack.callback(made.close)
        return made

    def watch(self, made: BrowserContext) -> None:
        self.watches.append(Watch(made))

    def forgive(self, pattern: str) -> None:
        """Complaints that match are part of the story of the devices opened so far."""
        for watch in self.watches:
            watch.forgiven.append(pattern)

    def complaints(self) -> list[str]:
        return [one for watch in self.watches for one in watch.found()]


@pytest.fixture
def devices(chromium: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Devices]:
    """All that this test's browsers open; at its end none of them may have complained. To install
    the service worker costs more than to show a page: only who asks for it with a mark has it.
    What moves costs a tenth of what a page does, and what is read ahead a fifth: only on journeys
    it is let move, and only there and beside the service worker anything is read ahead.
    """
    look: dict[str, Any] = {}
    has_worker = bool(request.node.get_closest_marker("service_worker"))
    is_journey = JOURNEYS in request.path.parents
    if not has_worker:
        look["service_workers"] = "block"
    if not is_journey:
        look["reduced_motion"] = "reduce"
    look["saves_data"] = not has_worker and not is_journey
    with ExitStack() as stack:
        made = Devices(chromium, origin, stack, look)
        yield made
    assert made.complaints() == []


@pytest.fixture
def forgive(devices: Devices) -> Callable[[str], None]:
    """`forgive("404")`: complaints that are part of the story."""
    return devices.forgive


@pytest.fixture
def device(devices: Devices) -> Device:
    """`device(locale="zh-CN")` is a page on a stranger's phone; options are Playwright's."""

    def open_one(browser: Browser | None = None, **look: Any) -> Page:
        return devices.add(browser, **look).new_page()

    return open_one


@pytest.fixture
def join(devices: Devices, origin: str, settings: Settings) -> Join:
    """`join("amina", "Amina Diallo")` is somebody new in the town, with a phone of their own;
    whoever looks in Chinese (`locale="zh-CN"`) speaks it; whom the settings name runs it.
    """

    def add(handle: str, name: str = "", browser: Browser | None = None, **look: Any) -> Person:
        language = "zh-CN" if look.get("locale") == "zh-CN" else "en"
        url = str(settings.database_url)
        code = apart(code_at(url, handle)) if ADMINISTRATOR.ask(url, names_operators) else None
        api, joined = enter(origin, handle, name, language, operator_code=code)
        return Person(origin, api, joined, devices.add(browser, **look))

    return add
