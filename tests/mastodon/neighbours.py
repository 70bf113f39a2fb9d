"""People of a served town in their browsers, and the client apps that they let in."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from mastodon import Mastodon

from leapfrog.kernel.ids import new_id
from tests.callers import caller
from tests.http import PASSWORD, PATIENCE

SCOPES = ["read", "write", "follow", "push"]
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


class Neighbour:
    """One browser, in which somebody has joined."""

    def __init__(self, origin: str, handle: str, language: str = "en") -> None:
        self.origin = origin
        self.client_apps: list[Mastodon] = []
        ours = {"X-Leapfrog": "1"}
        self.web = caller(f"{origin}/api/v1", headers=ours, timeout=PATIENCE)
        body = {
            "id": str(new_id()),
            "handle": handle,
            "display_name": handle.capitalize(),
            "language": language,
            "password": PASSWORD,
        }
        self.me = self.ok(self.web.post("/people", json=body))["me"]

    def close(self) -> None:
        """The client apps that they let in hang up."""
        for api in self.client_apps:
            api.session.close()

    @staticmethod
    def ok(answer: httpx.Response) -> Any:
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def put(self, path: str, **body: Any) -> Any:
        return self.ok(self.web.put(path, json=body))

    def get(self, path: str, **query: Any) -> Any:
        return self.ok(self.web.get(path, params=query))

    def says(self, asked: str, accept: bool = True) -> dict[str, Any]:
        """What the page of `/oauth/authorize?…` does when the person says yes, or no."""
        parts = urlsplit(asked)
        assert parts.path == "/oauth/authorize"
        wish = {name: value for name, value in parse_qsl(parts.query) if name in WISH}
        return self.ok(self.web.post("/client-apps", json=wish | {"accept": accept}))

    def client_app(
        self, name: str = "Test client app", scopes: list[str] | None = None
    ) -> Mastodon:
        """A client app with Mastodon.py, let in by its code."""
        wanted = scopes or SCOPES
        ident, secret = Mastodon.create_app(name, scopes=wanted, api_base_url=self.origin)
        api = Mastodon(client_id=ident, client_secret=secret, api_base_url=self.origin)
        self.client_apps.append(api)
        url = api.auth_request_url(scopes=wanted, allow_http=True)
        code = self.says(url)["code"]
        api.log_in(code=code, scopes=wanted, allow_http=True)
        return api


WISH = (
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)
