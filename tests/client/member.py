"""People of a town as programs that speak to its API."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.callers import caller
from tests.http import PASSWORD

Json = dict[str, Any]


class Member:
    """Somebody of the town, by their session with the API."""

    def __init__(self, origin: str, api: httpx.Client, joined: Json) -> None:
        self.origin, self.api = origin, api
        self.me: Json = joined["me"]
        self.recovery_codes: list[str] = joined["recovery_codes"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """An answer of the API; anything but a success fails the test."""
        answer = self.api.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

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

    def request(self, other: "Member", greeting: str = "Hello") -> str:
        """Asks another to become contacts; answers the request's id."""
        request_id = str(new_id())
        body = {"handle": other.me["handle"], "greeting": greeting}
        self.ask("PUT", f"/contact-requests/{request_id}", body)
        return request_id

    def connect(self, other: "Member", circles: Any = ()) -> None:
        """Becomes a contact of the other, who puts them into those circles."""
        request_id = self.request(other)
        body = {"circles": list(circles)}
        other.ask("POST", f"/contact-requests/{request_id}/acceptance", body)

    def circle(self, kind: str) -> str:
        """The id of one of the circles that everybody begins with."""
        circles = self.ask("GET", "/circles")
        return str(next(one["id"] for one in circles if one["kind"] == kind))

    def talk(self, other: "Member") -> str:
        """The id of the conversation with a contact."""
        return str(self.ask("PUT", f"/conversations/direct/{other.me['id']}")["id"])

    def says(self, talk: str, *lines: str) -> None:
        for line in lines:
            self.ask("PUT", f"/conversations/{talk}/messages/{new_id()}", {"body": line})

    def heard(self, talk: str) -> list[str]:
        """What was said last, oldest first, as the server keeps it."""
        page = self.ask("GET", f"/conversations/{talk}/messages?limit=100")
        return [message["body"] for message in page["messages"]]


def enter(
    origin: str, handle: str, name: str = "", language: str = "en", **more: Any
) -> tuple[Any, Json]:
    """Joins by the API; answers a signed-in client and what joining answered."""
    api = caller(f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=120)
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
