"""One walk through the app in three engines: people's phones are not all Chromium. What each screen
does in detail is held in Chromium alone, by tests/client.
"""

import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.web.pages import STATIC
from tests.client.member import Member, enter
from tests.client.screens import seconds
from tests.client.till.steps import PIN, balance, with_money
from tests.engines.browsers import ENGINES, FINGERS, browser, missing
from tests.engines.driving import BrowserCrash, DriverError
from tests.engines.screen import Screen
from tests.http import PASSWORD
from tests.samples import jpeg
from tests.serving import serving

BUBBLE = ".bubble"
DIALOG = ":is(dialog, [role=dialog])"
MOST_CRASHES = 3


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if gone := missing(name):
        pytest.skip(f"not on this machine: {', '.join(gone)}")
    return name


@pytest.fixture
def town(settings: Settings) -> Iterator[ExitStack]:
    """Closing it stops the town."""
    with ExitStack() as stack:
        yield stack


def test_the_walk(engine: str, settings: Settings, town: ExitStack, tmp_path: Path) -> None:
    assert (STATIC / "index.html").exists(), "The client is not built: run `make client`."
    origin = town.enter_context(serving(settings))
    amina = joins(origin, "amina", "Amina Diallo")
    kofi = joins(origin, "kofi", "Kofi Mensah")
    amina.connect(kofi)
    talk = kofi.talk(amina)
    kofi.says(talk, "Hello there")
    with_money(settings, amina)
    with browser(engine, tmp_path) as driver:
        screen = Screen(driver, origin, tmp_path, touch=engine in FINGERS)
        signs_in(screen)
        talks(screen, kofi, talk)
        sends_a_picture(screen, kofi, talk, tmp_path)
        speaks(screen, kofi, talk)
        answers_by_a_long_press(screen)
        pays(screen, amina)
        reads_the_square(screen, amina, kofi)
        town.close()
        starts_without_a_town(screen)


def joins(origin: str, handle: str, name: str) -> Member:
    api, joined = enter(origin, handle, name)
    return Member(origin, api, joined)


def signs_in(screen: Screen) -> None:
    screen.open("/sign-in")
    screen.write("input", "amina", "Leapfrog name")
    screen.write("input[type=password]", PASSWORD)
    screen.button("Sign in")
    screen.find("h1", "Chats")


def talks(screen: Screen, kofi: Member, talk: str) -> None:
    """What is said comes at once, both ways."""
    screen.button("Kofi Mensah")
    screen.find(BUBBLE, "Hello there")
    kofi.says(talk, "Are you at the lake?")
    screen.find(BUBBLE, "Are you at the lake?")
    screen.write("textarea", "Nearly", "Message")
    screen.button("Send")
    screen.until(lambda: "Nearly" in kofi.heard(talk), "the message did not arrive")


def kinds(kofi: Member, talk: str) -> list[str]:
    page = kofi.ask("GET", f"/conversations/{talk}/messages?limit=100")
    return [message["kind"] for message in page["messages"]]


def sends_a_picture(screen: Screen, kofi: Member, talk: str, folder: Path) -> None:
    picture = folder / "lake.jpg"
    picture.write_bytes(jpeg((640, 480)))
    screen.button("Send something else")
    screen.find("button", "Photos")
    screen.choose("image", picture)
    screen.tap(f"{DIALOG} button", "Send")
    screen.until(lambda: "image" in kinds(kofi, talk), "the picture did not arrive")
    screen.until(lambda: screen.run(LOADED), "the picture is not seen")


STOP_TIME = """window.goesOn = performance.now.bind(performance);
const at = goesOn(); performance.now = () => at;"""
GO_ON = "performance.now = window.goesOn"
TIMER = "return document.querySelector('[role=timer]')?.textContent.trim() ?? ''"
LOADED = "return [...document.querySelectorAll('.bubble img')].some((one) => one.naturalWidth > 0)"


def speaks(screen: Screen, kofi: Member, talk: str) -> None:
    """A tap begins, and another sends; what is sent can be heard here, too."""
    screen.button("Talk instead")
    # An engine that is busy with the microphone lifts the finger late: that is no tap any more.
    screen.run(STOP_TIME)
    screen.button("Hold to talk")
    screen.run(GO_ON)
    # Nobody looks at it on time.
    screen.until(lambda: seconds(2).match(screen.run(TIMER)), "it does not record")
    screen.tap(f"{DIALOG} button", "Send")
    screen.until(lambda: "voice" in kinds(kofi, talk), "the voice did not arrive")
    screen.tap(".voice button", "Play")
    screen.find(".voice button", "Pause")
    screen.button("Keyboard")


def answers_by_a_long_press(screen: Screen) -> None:
    """The menu outlives the press that opened it."""
    screen.hold(screen.find(BUBBLE, "Are you at the lake?"))
    screen.tap("[role=menuitem]", "Reply")
    screen.says("Answer to Kofi Mensah")


def pays(screen: Screen, amina: Member) -> None:
    screen.button("Send something else")
    screen.button("Send money")
    screen.write("input", "12.50", "Amount")
    screen.write("input", "Bus", "For what")
    screen.tap("button", "Send money")
    screen.write(f"{DIALOG} input", PIN, "Your PIN")
    screen.button("To the chat")
    screen.find(".money", "Waits for Kofi Mensah until")
    assert balance(amina) == 10_000


def reads_the_square(screen: Screen, amina: Member, kofi: Member) -> None:
    amina.ask("PUT", f"/follows/{kofi.me['id']}", {})
    kofi.ask("PUT", f"/posts/{new_id()}", {"text": "Swans are back"})
    screen.open("/square")
    screen.find("article", "Swans are back")


def starts_without_a_town(screen: Screen) -> None:
    """The app and the last messages are on the device."""
    screen.open("/")
    screen.button("Kofi Mensah")
    screen.find(BUBBLE, "Are you at the lake?")


@pytest.mark.filterwarnings("default::tests.engines.driving.BrowserCrash")
def test_pages_that_are_left_at_once_do_not_stop_the_next(
    engine: str, settings: Settings, town: ExitStack, tmp_path: Path
) -> None:
    """A page may be left in the middle of what it writes down or loads."""
    origin = town.enter_context(serving(settings))
    joins(origin, "amina", "Amina Diallo")
    pages = deque(12 * (("/square", "Square"), ("/contacts", "Contacts"), ("/", "Chats")))
    crashes = 0
    while pages:
        folder = tmp_path / str(crashes)
        folder.mkdir()
        try:
            leaves_at_once(engine, origin, folder, pages)
        except DriverError as error:
            # WebKitGTK's network process dies in libsoup 3.6.5 once in some two hundred pages that
            # are left while they load. A page that hangs by our fault does so again and again.
            crashes += 1
            if not error.is_crash or crashes > MOST_CRASHES:
                raise
            warnings.warn(BrowserCrash(f"{engine}, with {len(pages)} pages to go"), stacklevel=1)


def leaves_at_once(engine: str, origin: str, folder: Path, pages: deque[tuple[str, str]]) -> None:
    """Takes each page that was seen away from `pages`."""
    with browser(engine, folder) as driver:
        screen = Screen(driver, origin, folder, touch=engine in FINGERS)
        signs_in(screen)
        while pages:
            path, title = pages[0]
            screen.open(path)
            screen.find("h1", title)
            pages.popleft()
