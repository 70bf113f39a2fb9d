"""People of the town who keep contacts: each speaks to the API as a program and has a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page

from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
}
PATIENCE = 10


class Person:
    """Somebody of the town: speaks to the API as a program, and has a browser of their own."""

    def __init__(self, origin: str, me: dict[str, Any], api: httpx.Client) -> None:
        self.origin, self.me, self.api = origin, me, api
        self.context: BrowserContext

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """An answer of the API; anything but a success fails the test."""
        answer = self.api.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def open(self, path: str = "/") -> Page:
        """A page of their browser, at that place of the app."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{self.origin}{path}")
        return page

    def contact(self, name: str, **more: Any) -> str:
        """Writes somebody into their book; answers the contact's id."""
        contact_id = str(new_id())
        body = {"name": name, "fields": []} | more
        self.ask("PUT", f"/contacts/{contact_id}", body)
        return contact_id

    def show(self, kind: str, value: str, everyone: bool = True, circles: Any = ()) -> None:
        """Puts something on their card."""
        audience = {"everyone": everyone, "circles": list(circles)}
        field = {"kind": kind, "label": "", "value": value, "audience": audience}
        self.ask("PUT", f"/me/card/fields/{new_id()}", field)

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
        return next(one["id"] for one in self.ask("GET", "/circles") if one["kind"] == kind)


Join = Callable[..., Person]


@contextmanager
def people(origin: str, chromium: Browser) -> Iterator[Join]:
    """`join("amina", "Amina Diallo")`: somebody new, signed in here and in a browser."""
    made: list[Person] = []

    def join(handle: str, name: str = "", browser: Browser = chromium, **look: Any) -> Person:
        api = httpx.Client(
            base_url=f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=PATIENCE
        )
        body = {
            "id": str(new_id()),
            "handle": handle,
            "display_name": name or handle.capitalize(),
            "language": "zh-CN" if look.get("locale") == "zh-CN" else "en",
            "password": PASSWORD,
        }
        answer = api.post("/people", json=body)
        assert answer.status_code == 201, answer.text
        person = Person(origin, answer.json()["me"], api)
        person.context = browser.new_context(**PHONE | look)
        cookie = {"name": "leapfrog_session", "value": api.cookies["leapfrog_session"]}
        person.context.add_cookies([{**cookie, "url": origin}])
        made.append(person)
        return person

    yield join
    for person in made:
        person.context.close()
        person.api.close()
