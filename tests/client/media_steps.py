"""What a finger does with a recorder and a picture, and what people send by the API."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Playwright, Request

from leapfrog.kernel.ids import new_id
from tests.client.browser import Person, launch
from tests.client.member import Json


@contextmanager
def talker(playwright: Playwright, speech: Path) -> Iterator[Browser]:
    """A Chromium whose microphone hears this file, once, from when it is opened."""
    browser = launch(playwright, f"--use-file-for-fake-audio-capture={speech}%noloop")
    yield browser
    browser.close()


class Finger:
    """One finger on a page's screen, or two (`pinch`). The page hears when each touch happened, so
    what counts how fast a finger is counts the same on a busy machine.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.at = (0.0, 0.0)
        self.now = time.time()

    def down(self, on: Locator) -> None:
        self.now = max(self.now + 1, time.time())
        self._land(on)
        self._touch("touchStart", self.at)

    def _land(self, on: Locator) -> None:
        on.wait_for()
        box = on.bounding_box()
        assert box is not None
        self.at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def slide(self, dx: float, dy: float, steps: int = 8) -> None:
        for _ in range(steps):
            self.at = (self.at[0] + dx / steps, self.at[1] + dy / steps)
            self._touch("touchMove", self.at)

    def up(self) -> None:
        self._touch("touchEnd")

    def twice(self, on: Locator) -> None:
        """Taps twice in a tenth of a second."""
        self.down(on)
        self.up()
        self.now += 0.1
        self._touch("touchStart", self.at)
        self.up()

    def pinch(self, on: Locator, by: float, steps: int = 6) -> None:
        """Two fingers go from 80 px apart to `by` times as far."""
        self.now = max(self.now + 1, time.time())
        self._land(on)
        apart = [80 * (1 + (by - 1) * step / steps) / 2 for step in range(steps + 1)]
        x, y = self.at
        for n, half in enumerate(apart):
            self._touch("touchMove" if n else "touchStart", (x - half, y), (x + half, y))
        self.up()

    def _touch(self, kind: str, *at: tuple[float, float]) -> None:
        self.now += 0.02
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(at)]
        event = {"type": kind, "touchPoints": points, "timestamp": self.now}
        self.session.send("Input.dispatchTouchEvent", event)


def mic(page: Page) -> Locator:
    """The bar for talking, where the line for writing was."""
    bar = page.get_by_role("button", name="Hold to talk")
    switch = page.get_by_role("button", name="Talk instead")
    bar.or_(switch).wait_for()
    if switch.is_visible():
        switch.tap()
    return bar


def recording(page: Page) -> Locator:
    """What is over the screen while one talks."""
    return page.get_by_role("dialog", name="Recording")


def hold(page: Page, seconds: float) -> Finger:
    """Holds the button for so long after it began to record; the finger stays there."""
    finger = Finger(page)
    finger.down(mic(page))
    recording(page).wait_for()
    page.wait_for_timeout(seconds * 1000)
    return finger


def voices(page: Page) -> Locator:
    """The voice messages of the open chat, oldest first."""
    return page.locator(".voice")


def uploads(page: Page) -> list[str]:
    """The files that this page will have sent from now on, as they are asked for."""
    found: list[str] = []

    def heard(request: Request) -> None:
        if request.method == "PUT" and "/chat/files/" in request.url:
            found.append(request.url)

    page.on("request", heard)
    return found


def sends(one: Person, talk: str, kind: str, content: bytes, body: str = "", **more: Any) -> Json:
    """Uploads a file and sends it; answers the message."""
    name = more.pop("name", "file")
    answer = one.api.put(
        f"/chat/files/{new_id()}",
        params={"kind": kind},
        content=content,
        headers={"x-file-name": name},
    )
    assert answer.is_success, answer.text
    meta = {"file": answer.json()["id"]}
    message = {"kind": kind, "body": body, "meta": meta}
    made: Json = one.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", message)
    return made


def log(one: Person, talk: str) -> list[Json]:
    """All that is in a conversation, oldest first."""
    found: list[Json] = one.ask("GET", f"/conversations/{talk}/messages?limit=100")["messages"]
    return found


def got(one: Person, message: Json, part: str = "whole", media_type: str = "") -> bytes:
    """The file of a message, as it comes to this person."""
    query = {"part": part} | ({"type": media_type} if media_type else {})
    answer = one.api.get(f"/chat/files/{message['meta']['file']}", params=query)
    assert answer.is_success, answer.text
    return answer.content
