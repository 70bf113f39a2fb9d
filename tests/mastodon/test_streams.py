"""Streams as server-sent events: what is new, what says something else now and what is gone comes
to whom it is for, and to nobody else.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, Queue
from threading import Thread
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from leapfrog.kernel.seats import OF_SESSION
from tests.http import PATIENCE
from tests.mastodon.conftest import Join


class Listener:
    """A client app that listens: (event, payload) as they come."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.heard: Queue[tuple[str, Any] | None] = Queue()
        self._lines = lines
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        event = ""
        try:
            for line in self._lines:
                name, _, text = line.partition(": ")
                if name == "event":
                    event = text
                elif name == "data":
                    self.heard.put((event, text if event == "delete" else json.loads(text)))
        except httpx.HTTPError:
            pass
        self.heard.put(None)

    def next(self) -> tuple[str, Any] | None:
        """None when the stream has ended."""
        return self.heard.get(timeout=PATIENCE)

    def until(self, event: str, words: str) -> Any:
        """The payload of the first such event; those before it are passed over."""
        while True:
            found = self.next()
            assert found is not None, f"the stream ended before {event} {words}"
            if found[0] == event and words in str(found[1]):
                return found[1]

    def rest(self) -> list[tuple[str, Any] | None]:
        found = []
        while True:
            try:
                found.append(self.heard.get_nowait())
            except Empty:
                return found


@contextmanager
def listening(origin: str, stream: str, token: str | None) -> Iterator[Listener]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    place = f"{origin}/api/v1/streaming/{stream}"
    with httpx.Client(timeout=PATIENCE) as http, http.stream("GET", place, headers=headers) as told:
        assert told.status_code == 200
        assert told.headers["content-type"].startswith("text/event-stream")
        lines = told.iter_lines()
        # Its first line comes once it listens.
        assert next(lines).startswith(":")
        yield Listener(lines)


def test_who_follows_hears_of_what_is_new_of_edits_and_of_what_is_gone(
    origin: str, join: Join
) -> None:
    amina, bo, cleo = (join(name).client_app() for name in ("amina", "bo_chen", "cleo"))
    bo.account_follow(amina.me())
    mine = bo.status_post("What do you think?")
    with (
        listening(origin, "user", bo.access_token) as user,
        listening(origin, "public", None) as public,
    ):
        first = amina.status_post("For my followers", visibility="private")
        assert user.until("update", "For my followers")["id"] == str(first.id)
        second = amina.status_post("For everybody")
        shown = user.until("update", "For everybody")
        assert (shown["id"], shown["account"]["acct"]) == (str(second.id), "amina")
        amina.status_favourite(mine)
        told = user.until("notification", "favourite")
        assert (told["account"]["acct"], told["status"]["id"]) == ("amina", str(mine.id))
        # An edit of what is for followers comes to them, and shows when it was.
        amina.status_update(first, "For my dear followers")
        changed = user.until("status.update", "my dear followers")
        assert changed["id"] == str(first.id)
        assert changed["edited_at"]
        amina.status_update(second, "For all")
        assert public.until("status.update", "For all")["id"] == str(second.id)
        amina.status_delete(first)
        assert user.until("delete", str(first.id)) == str(first.id)
        # Whoever does not follow hears of nobody's timeline; nobody hears of what is for followers.
        cleo.status_post("Not for Bo")
        assert public.until("update", "Not for Bo")
        amina.status_post("The end")
        user.until("update", "The end")
        passed = [str(one) for one in user.rest()]
        assert not any("Not for Bo" in one for one in passed)
    with listening(origin, "public", None) as public:
        amina.status_post("Again for followers", visibility="private")
        amina.status_post("Again for everybody")
        event, payload = public.next() or ("", "")
        assert (event, "Again for everybody" in str(payload)) == ("update", True)


def test_a_stream_ends_with_its_token(origin: str, join: Join) -> None:
    bo = join("bo_chen").client_app()
    with listening(origin, "user", bo.access_token) as user:
        bo.revoke_access_token(allow_http=True)
        assert user.next() is None


@pytest.mark.parametrize(
    ("stream", "scopes", "status"),
    [
        ("user", None, 401),
        ("user/notification", ["read:statuses"], 403),
        ("list?list=1", ["write"], 403),
        ("nothing", ["read"], 404),
    ],
)
def test_who_may_not_listen(
    origin: str, join: Join, stream: str, scopes: list[str] | None, status: int
) -> None:
    token = join("bo_chen").client_app(scopes=scopes).access_token if scopes else ""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.get(f"{origin}/api/v1/streaming/{stream}", headers=headers, timeout=PATIENCE)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_token_listens_so_often_at_once_and_no_more(origin: str, join: Join) -> None:
    bo, cleo = join("bo_chen").client_app(), join("cleo").client_app()
    headers = {"Authorization": f"Bearer {bo.access_token}"}
    with ExitStack() as stack:
        for _ in range(OF_SESSION):
            stack.enter_context(listening(origin, "user", bo.access_token))
        answer = httpx.get(f"{origin}/api/v1/streaming/user", headers=headers, timeout=PATIENCE)
        assert answer.status_code == 429
        assert answer.json()["error"].startswith("Too many streams")
        with listening(origin, "user", cleo.access_token) as hers:
            cleo.status_post("Still here")
            assert hers.until("update", "Still here")


def test_sockets_of_a_token_count_like_its_other_streams(origin: str, join: Join) -> None:
    bo = join("bo_chen").client_app()
    place = f"{origin.replace('http', 'ws', 1)}/api/v1/streaming?stream=user"
    told = {"Authorization": f"Bearer {bo.access_token}"}
    with ExitStack() as stack, listening(origin, "user", bo.access_token):
        for _ in range(OF_SESSION - 1):
            stack.enter_context(connect(place, additional_headers=told))
        with connect(place, additional_headers=told) as another:
            with pytest.raises(ConnectionClosedError):
                another.recv(PATIENCE)
            assert another.close_code == 4429
