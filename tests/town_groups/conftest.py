"""Lake, where groups live, and Hill; in Lake Amina and Kofi, in Hill Tariq and Lena."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from leapfrog.kernel.ids import new_id
from tests.towns.conftest import Dweller, hill, origin, tariq, until

__all__ = ["Grouped", "hill", "origin", "tariq", "until"]


class Grouped(Dweller):
    """Somebody who is in groups."""

    def makes(self, *people: Dweller, name: str = "Boats") -> str:
        """A group with these people, who are contacts; its id, which all towns share."""
        ids = [self.here(one) for one in people]
        found = self.put(f"/groups/{new_id()}", {"name": name, "person_ids": ids})
        return str(found["id"])

    def here(self, other: Dweller) -> str:
        """What the other one is in the town of this one."""
        return other.id if other.origin == self.origin else self.id_of(other)

    def meets(self, other: "Grouped") -> None:
        """They are contacts, also of one town."""
        if other.origin != self.origin:
            self.befriends(other)
            return
        self.asks(other.handle)
        other.accepts(other.is_asked()["id"])

    def group(self, group: str) -> Any:
        """The group, once it is on one's list."""

        def look() -> Any:
            rows = self.get("/conversations")["conversations"]
            return next((one for one in rows if one["id"] == group), None)

        return until(look, f"the group of {self.handle}")

    def writes(self, group: str, body: str, **more: Any) -> httpx.Response:
        """As the town answers it: 202 for what waits."""
        said = {"body": body, **more}
        place = f"/conversations/{group}/messages/{more.pop('client_id', None) or new_id()}"
        said.pop("client_id", None)
        return self.http.put(place, json=said)

    def wishes(self, group: str, what: str, **more: Any) -> httpx.Response:
        return self.http.put(f"/groups/{group}/wishes/{new_id()}", json={"what": what, **more})

    def members(self, group: str) -> dict[str, str]:
        """By address, the role of each."""
        found = self.get(f"/groups/{group}/members")["members"]
        return {one["person"]["address"]: one["role"] for one in found}

    def reads(self, group: str) -> list[tuple[int, str, str]]:
        """What is in the log, as (seq, kind, body or what happened)."""
        return [
            (one["seq"], one["kind"], one["body"] or (one.get("meta") or {}).get("what", ""))
            for one in self.log(group)
        ]


@pytest.fixture
def person(origin: str, hill: str) -> Callable[[str, str], Grouped]:
    """Somebody of `lake` or `hill`."""

    def join(town: str, handle: str) -> Grouped:
        return Grouped({"lake": origin, "hill": hill}[town], handle)

    return join
