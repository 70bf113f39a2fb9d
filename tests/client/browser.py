"""Chromium as people's phones and computers, and the people who hold them."""

import shutil
from collections.abc import Callable
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD

Json = dict[str, Any]
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
SHELL = "chromium-headless-shell"
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
        args=[*ARGUMENTS, *CAMERA, *more],
        timeout=120_000,
    )


def context(browser: Browser, origin: str, **look: Any) -> BrowserContext:
    """A phone that has never been here; `look`: Playwright's options of a context."""
    made = browser.new_context(**({"base_url": origin} | PHONE | look))
    made.set_default_timeout(PATIENCE * 1000)
    return made


class Person:
    """Somebody of the town: speaks to the API as a program, and has a browser of their own."""

    def __init__(self, origin: str, api: httpx.Client, joined: Json, context: BrowserContext):
        self.origin, self.api, self.context = origin, api, context
        self.me: Json = joined["me"]
        self.recovery_codes: list[str] = joined["recovery_codes"]
        context.add_cookies([self.cookie])

    @property
    def cookie(self) -> Any:
        """The session, for another of their browsers."""
        token = self.api.cookies["leapfrog_session"]
        return {"name": "leapfrog_session", "value": token, "url": self.origin, "httpOnly": True}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """An answer of the API; anything but a success fails the test."""
        answer = self.api.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def open(self, path: str = "/") -> Page:
        """A page of their browser, at that place of the app."""
        page = self.context.new_page()
        page.goto(f"{self.origin}{path}")
        return page

    def contact(self, name: str, **more: Any) -> str:
        """Writes somebody into their book; answers the contact's id."""
        contact_id = str(new_id())
        self.ask("PUT", f"/contacts/{contact_id}", {"name": name, "fields": []} | more)
        return contact_id

    def show(
        self, kind: str, value: str, everyone: bool = True, circles: Any = (), label: str = ""
    ) -> str:
        """Puts something on their card; answers the field's id."""
        audience = {"everyone": everyone, "circles": list(circles)}
        field = {"kind": kind, "label": label, "value": value, "audience": audience}
        field_id = str(new_id())
        self.ask("PUT", f"/me/card/fields/{field_id}", field)
        return field_id

    def request(self, other: "Person", greeting: str = "Hello") -> str:
        """Asks another to become contacts; answers the request's id."""
        request_id = str(new_id())
        body = {"handle": other.me["handle"], "greeting": greeting}
        self.ask("PUT", f"/contact-requests/{request_id}", body)
        return request_id

    def connect(self, other: "Person", circles: Any = ()) -> None:
        """Becomes a contact of the other, who puts them into those circles."""
        request_id = self.request(other)
        body = {"circles": list(circles)}
        other.ask("POST", f"/contact-requests/{request_id}/acceptance", body)

    def circle(self, kind: str) -> str:
        """The id of one of the circles that everybody begins with."""
        circles = self.ask("GET", "/circles")
        return str(next(one["id"] for one in circles if one["kind"] == kind))

    def talk(self, other: "Person") -> str:
        """The id of the conversation with a contact."""
        return str(self.ask("PUT", f"/conversations/direct/{other.me['id']}")["id"])

    def says(self, talk: str, *lines: str) -> None:
        for line in lines:
            self.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", {"body": line})

    def heard(self, talk: str) -> list[str]:
        """What was said last, oldest first, as the server keeps it."""
        page = self.ask("GET", f"/conversations/{talk}/messages?limit=100")
        return [message["body"] for message in page["messages"]]


Join = Callable[..., Person]


def enter(
    origin: str, handle: str, name: str = "", language: str = "en", **more: Any
) -> tuple[Any, Json]:
    """Joins by the API; answers a signed-in client and what joining answered."""
    api = httpx.Client(base_url=f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=120)
    body = {
        "id": str(new_id()),
        "handle": handle,
        "display_name": name or handle.capitalize(),
        "language": language,
        "password": PASSWORD,
    }
    answer = api.post("/people", json=body | more)
    assert answer.status_code == 201, answer.text
    return api, answer.json()
