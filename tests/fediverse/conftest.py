"""A town that speaks with others, on a port of this machine, and what its people do by its API."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import msgspec
import pytest

from leapfrog.kernel.clock import Clock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.callers import caller
from tests.http import PASSWORD
from tests.serving import serving
from tests.shared_database import Lender

PATIENCE = 120
T = TypeVar("T")


def until(ask: Callable[[], T | None], why: str = "") -> T:
    """What `ask` answers, once it answers something."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = ask()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"nothing came: {why}")


class Person:
    """Somebody of the town, with a device."""

    def __init__(self, origin: str, handle: str, **more: str) -> None:
        self.origin, self.handle = origin, handle
        self.http = caller(f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=60)
        body = {
            "id": str(new_id()),
            "handle": handle,
            "display_name": handle.capitalize(),
            "language": "en",
            "password": PASSWORD,
            **more,
        }
        self.me = self.told(self.http.post("/people", json=body))["me"]
        self.id: str = self.me["id"]
        self.uri = f"{origin}/ap/people/{self.id}"
        self.address = f"{handle}@{origin.partition('//')[2]}"

    @staticmethod
    def told(answer: httpx.Response) -> Any:
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def get(self, path: str, **params: Any) -> Any:
        return self.told(self.http.get(path, params=params))

    def put(self, path: str, body: Any = None) -> Any:
        return self.told(self.http.put(path, json=body if body is not None else {}))

    def delete(self, path: str) -> Any:
        return self.told(self.http.delete(path))

    def find(self, words: str) -> Any:
        """Somebody elsewhere."""
        return self.get("/fediverse/found", q=words)["people"][0]

    def show(self, text: str, **more: Any) -> Any:
        ident = str(new_id())
        return self.put(f"/posts/{ident}", {"text": text, **more})

    def home(self) -> list[Any]:
        found: list[Any] = self.get("/square/home")["posts"]
        return found

    def sees(self, text: str) -> Any:
        """The post of these words, once it is on the timeline."""
        return until(lambda: next((one for one in self.home() if text in one["text"]), None), text)

    def comments(self, post_id: str) -> list[Any]:
        found: list[Any] = self.get(f"/posts/{post_id}/comments")["comments"]
        return found

    def notices(self, kind: str) -> list[Any]:
        return [one for one in self.get("/news")["notices"] if one["kind"] == kind]

    def profile(self, person_id: str) -> Any:
        return self.get(f"/profiles/{person_id}")

    def follows(self, person_id: str) -> bool:
        return bool(self.profile(person_id)["follow"] == "follows")


@contextmanager
def open_town(
    settings: Settings, *, port: int = 0, clock: Clock | None = None, **more: Any
) -> Iterator[str]:
    """A town whose address is where it is, so that others find it."""
    named = {"federation": "on", "private_calls": True} | more
    changed = msgspec.structs.replace(settings, **named)
    with serving(changed, here=True, port=port, clock=clock) as origin:
        yield origin


@pytest.fixture
def origin(settings: Settings) -> Iterator[str]:
    with open_town(settings) as address:
        yield address


@pytest.fixture
def hill(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[str]:
    """A second town, beside that of `origin`."""
    with lender.lend() as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=url)
        with open_town(there) as address:
            yield address


@pytest.fixture
def amina(origin: str) -> Person:
    return Person(origin, "amina")


@pytest.fixture
def bruno(origin: str) -> Person:
    return Person(origin, "bruno")
