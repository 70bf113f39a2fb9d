"""Two towns on ports of this machine: Amina lives in one, Tariq in the other."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.towns import cards
from tests.fediverse.conftest import Person, hill, open_town, origin, until

__all__ = ["Dweller", "amina", "hill", "open_town", "origin", "tariq", "until"]


class Dweller(Person):
    """Somebody of a town with neighbours."""

    def asks(self, address: str, greeting: str = "") -> Any:
        body = {"handle": address, "greeting": greeting}
        return self.put(f"/contact-requests/{new_id()}", body)

    def asked(self) -> list[Any]:
        found: list[Any] = self.get("/contact-requests")["received"]
        return [one for one in found if one["state"] == "pending"]

    def sent(self) -> list[Any]:
        found: list[Any] = self.get("/contact-requests")["sent"]
        return found

    def is_asked(self) -> Any:
        """The first request that waits, once there is one."""
        return until(lambda: next(iter(self.asked()), None), "a request")

    def accepts(self, request_id: str, circles: list[str] | None = None) -> Any:
        body = {"circles": circles or []}
        return self.told(self.http.post(f"/contact-requests/{request_id}/acceptance", json=body))

    def contact(self, address: str) -> Any:
        """The contact with this address, whole; None while there is none."""
        for row in self.get("/contacts")["contacts"]:
            if row["person"] and row["person"]["address"] == address:
                return self.get(f"/contacts/{row['id']}")
        return None

    def is_tied(self, address: str) -> Any:
        def look() -> Any:
            found = self.contact(address)
            return found if found and found["connected"] else None

        return until(look, f"a tie with {address}")

    def talk(self, person_id: str) -> Any:
        return self.put(f"/conversations/direct/{person_id}")

    def says(self, talk: str, body: str, **more: Any) -> Any:
        said = {"body": body, **more}
        return self.put(f"/conversations/{talk}/messages/{new_id()}", said)

    def sends(self, talk: str, content: bytes, kind: str, name: str = "") -> Any:
        path, headers = f"/chat/files/{new_id()}", {"x-file-name": name}
        asked = self.http.put(path, content=content, params={"kind": kind}, headers=headers)
        return self.says(talk, "", kind=kind, meta={"file": self.told(asked)["id"]})

    def downloads(self, file_id: str, part: str = "whole") -> bytes:
        answer = self.http.get(f"/chat/files/{file_id}", params={"part": part})
        assert answer.is_success, answer.text
        return answer.content

    def log(self, talk: str) -> list[Any]:
        found: list[Any] = self.get(f"/conversations/{talk}/messages")["messages"]
        return found

    def hears(self, talk: str, body: str) -> Any:
        def look() -> Any:
            return next((one for one in self.log(talk) if one["body"] == body), None)

        return until(look, body)

    def shows(self, kind: str, value: str) -> str:
        """A field of the card for all contacts."""
        field = str(new_id())
        audience = {"everyone": True, "circles": []}
        body = {"kind": kind, "label": "home", "value": value, "audience": audience}
        self.put(f"/me/card/fields/{field}", body)
        return field

    def befriends(self, other: "Dweller") -> None:
        """Both are contacts of each other, in both towns."""
        self.asks(other.address)
        other.accepts(other.is_asked()["id"])
        self.is_tied(other.address)

    def id_of(self, other: "Dweller") -> str:
        """What the other one is here, once it is known here that they have this address: where
        both were contacts in the town to which one of them moved, they are at once, and the other
        town hears of it by and by.
        """
        found = until(lambda: self.contact(other.address), f"{other.address} at {self.address}")
        return str(UUID(found["person"]["id"]))


@pytest.fixture(autouse=True)
def cards_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute between two cards."""
    monkeypatch.setattr(cards, "EVERY", timedelta())


@pytest.fixture
def amina(origin: str) -> Dweller:
    return Dweller(origin, "amina")


@pytest.fixture
def tariq(hill: str) -> Dweller:
    return Dweller(hill, "tariq")
