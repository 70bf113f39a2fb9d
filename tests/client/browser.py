"""Chromium as people's phones and computers, and the people who hold them."""

import shutil
from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.client.member import Json, Member

# Two slow cores that others use too: what holds is as fast as ever.
PATIENCE = 30
PHONE: Json = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "timezone_id": "Europe/Berlin",
}
COMPUTER: Json = PHONE | {
    "viewport": {"width": 1280, "height": 800},
    "has_touch": False,
    "is_mobile": False,
}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
)
# Pages of tests live for a second: to compile what they do to better machine code takes longer than
# it gains. And what the shell draws and fetches in its own process, it hands to no other one.
BRIEF = "--js-flags=--no-opt --no-maglev"
ALONE = ("--in-process-gpu", "--enable-features=NetworkServiceInProcess2")
SHELL = "chromium-headless-shell"
# What a phone says whose owner wants to save data: nothing is read ahead.
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
# Whoever asks for a camera gets this one, and nobody is asked.
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")

expect.set_options(timeout=PATIENCE * 1000)


def executable(*, whole: bool) -> str | None:
    """The machine's Chromium; None means Playwright's own. `whole`: with all that is around a
    page, such as notifications, which makes each page thrice as slow to open.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = map(shutil.which, names if whole else (SHELL, *names))
    return next(filter(None, found), None)


def launch(playwright: Playwright, *more: str, whole: bool = False) -> Browser:
    """`more`: what has to be said at the start, such as what the camera sees."""
    return playwright.chromium.launch(
        executable_path=executable(whole=whole),
        args=[*ARGUMENTS, BRIEF, *(() if whole else ALONE), *CAMERA, *more],
        timeout=120_000,
    )


def context(
    browser: Browser, origin: str, *, saves_data: bool = False, **look: Any
) -> BrowserContext:
    """A phone that has never been here; `look`: Playwright's options of a context."""
    made = browser.new_context(**({"base_url": origin} | PHONE | look))
    made.set_default_timeout(PATIENCE * 1000)
    if saves_data:
        made.add_init_script(SAVING)
    return made


class Person(Member):
    """Somebody of the town who speaks to the API as a program, and has a browser of their own."""

    def __init__(self, origin: str, api: httpx.Client, joined: Json, context: BrowserContext):
        super().__init__(origin, api, joined)
        self.context = context
        context.add_cookies([self.cookie])

    @property
    def cookie(self) -> Any:
        """The session, for another of their browsers."""
        token = self.api.cookies["leapfrog_session"]
        return {"name": "leapfrog_session", "value": token, "url": self.origin, "httpOnly": True}

    def open(self, path: str = "/") -> Page:
        """A page of their browser, at that place of the app."""
        page = self.context.new_page()
        page.goto(f"{self.origin}{path}")
        return page


Join = Callable[..., Person]
