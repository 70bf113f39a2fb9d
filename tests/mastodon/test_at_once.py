"""What several client apps of one person change at the same moment is all kept."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.http import PATIENCE
from tests.mastodon.conftest import Join

MANY = 8


@pytest.fixture
def web(origin: str, join: Join) -> Iterator[httpx.Client]:
    """A client app of Amina."""
    headers = {"Authorization": f"Bearer {join('amina').client_app().access_token}"}
    with httpx.Client(base_url=origin, headers=headers, timeout=PATIENCE) as opened:
        yield opened


def at_once(calls: list[Callable[[], httpx.Response]]) -> None:
    with ThreadPoolExecutor(len(calls)) as pool:
        for answer in pool.map(lambda call: call(), calls):
            assert answer.is_success, answer.text


def test_words_of_a_filter(web: httpx.Client) -> None:
    body = {"title": "Football", "context": ["home"]}
    path = f"/api/v2/filters/{web.post('/api/v2/filters', json=body).json()['id']}/keywords"

    def add(word: str) -> Callable[[], httpx.Response]:
        return lambda: web.post(path, json={"keyword": word})

    words = [f"word {n}" for n in range(MANY)]
    at_once([add(word) for word in words])
    assert sorted(one["keyword"] for one in web.get(path).json()) == words


def test_settings(web: httpx.Client) -> None:
    path = "/api/v1/accounts/update_credentials"

    def change(body: dict[str, Any]) -> Callable[[], httpx.Response]:
        return lambda: web.patch(path, json=body)

    for locked, found, warned in [(True, False, True), (False, True, False)] * 3:
        at_once(
            [
                change({"locked": locked}),
                change({"discoverable": found}),
                change({"source": {"sensitive": warned}}),
                change({"source": {"privacy": "public" if warned else "unlisted"}}),
            ]
        )
        me = web.get("/api/v1/accounts/verify_credentials").json()
        assert (me["locked"], me["discoverable"]) == (locked, found)
        kept = (me["source"]["sensitive"], me["source"]["privacy"])
        assert kept == (warned, "public" if warned else "unlisted")
