"""People with a device: what their browser shows, and what they do without looking."""

from typing import Any

import httpx
from playwright.sync_api import BrowserContext, Page, SetCookieParam

from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD

Json = dict[str, Any]
COOKIE = "leapfrog_session"


class Api(httpx.Client):
    """Speaks to a town as its client does; a refusal is an error."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            base_url=f"{origin}/api/v1",
            headers={"X-Leapfrog": "1", "User-Agent": "Firefox Android"},
            timeout=120,
        )

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The answer's JSON, or None where there is none."""
        answer = self.request(method, path, **more)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def join(self, handle: str, **more: Any) -> Json:
        """Joins with a password and stays signed in; answers `me` and `recovery_codes`."""
        body = {
            "id": str(new_id()),
            "handle": handle,
            "display_name": handle.capitalize(),
            "language": "en",
            "password": PASSWORD,
        }
        joined: Json = self.ask("POST", "/people", json=body | more)
        return joined

    @property
    def cookie(self) -> SetCookieParam:
        """The session, as Playwright takes it."""
        host = self.base_url.host
        return {"name": COOKIE, "value": self.cookies[COOKIE], "domain": host, "path": "/"}


class Person:
    """Somebody who lives here: `page` is their device's, signed in but not yet opened."""

    def __init__(self, api: Api, joined: Json, context: BrowserContext) -> None:
        self.api, self.context = api, context
        self.me: Json = joined["me"]
        self.recovery_codes: list[str] = joined["recovery_codes"]
        context.add_cookies([api.cookie])
        self.page: Page = context.new_page()

    @property
    def id(self) -> str:
        return str(self.me["id"])

    @property
    def name(self) -> str:
        return str(self.me["display_name"])

    def open(self, path: str = "/") -> Page:
        """Goes there by its address, as from a link."""
        self.page.goto(path)
        return self.page

    def meets(self, other: "Person") -> str:
        """Both become contacts; answers the id of their conversation."""
        self.asks(other)
        request = other.api.ask("GET", "/contact-requests")["received"][0]["id"]
        other.api.ask("POST", f"/contact-requests/{request}/acceptance", json={})
        return self.talk(other)

    def asks(self, other: "Person", greeting: str = "Hello!") -> None:
        body = {"handle": other.me["handle"], "greeting": greeting}
        self.api.ask("PUT", f"/contact-requests/{new_id()}", json=body)

    def talk(self, other: "Person") -> str:
        return str(self.api.ask("PUT", f"/conversations/direct/{other.id}")["id"])

    def says(self, talk: str, *lines: str) -> None:
        for line in lines:
            path = f"/conversations/{talk}/messages/{new_id()}"
            self.api.ask("PUT", path, json={"body": line})

    def heard(self, talk: str) -> list[str]:
        """All that was said, oldest first, as the server keeps it."""
        path = f"/conversations/{talk}/messages"
        page = self.api.ask("GET", path, params={"after": 0, "limit": 100})
        return [message["body"] for message in page["messages"]]
