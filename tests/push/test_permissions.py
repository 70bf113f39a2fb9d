"""Who may do what: each route of push, for a stranger, another person, and the owner."""

from typing import Any

import msgspec
import pytest

from leapfrog.push.http import routes
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.push.acts import ok, subscribed
from tests.pushing import PushService


class Operation(msgspec.Struct, frozen=True):
    """One request, and what it is answered: without a session, to somebody else who names the
    owner's device, to the owner. None: there is nothing of the owner in it.
    """

    method: str
    route: str
    body: Any
    stranger: int
    other: int | None
    owner: int


OPERATIONS = [
    Operation("GET", "/push", None, 401, None, 200),
    Operation("PATCH", "/push", {"shows_text": False}, 401, None, 200),
    Operation("PUT", "/push/subscription", {}, 401, 400, 400),
    Operation("DELETE", "/push/subscription", None, 401, 404, 204),
    Operation("DELETE", "/push/subscriptions/{session_id}", None, 401, 404, 204),
]


def test_each_route_of_push_is_in_the_table() -> None:
    written = {
        (method, path.replace(":uuid", ""))
        for route in routes
        for path in route.paths
        for method in route.http_methods
        if method != "OPTIONS"
    }
    assert {(operation.method, operation.route) for operation in OPERATIONS} == written


class Owner:
    """Amina, with a subscription on each of two devices."""

    def __init__(self, browser: Client, other: str) -> None:
        self.browser, self.other = browser, other

    async def do(self, browser: Client, operation: Operation) -> tuple[int, str]:
        path = operation.route.format(session_id=self.other)
        answer = await browser.request(operation.method, path, json=operation.body)
        return answer.status_code, answer.text


@pytest.fixture
async def owner(client: Enter, service: PushService) -> Owner:
    amina, laptop = client(), client()
    await amina.join("amina")
    await laptop.sign_in("amina")
    for browser in (amina, laptop):
        await subscribed(browser, service)
    listed = ok(await amina.get("/push"))["subscriptions"]
    return Owner(amina, next(each["session_id"] for each in listed if not each["current"]))


async def test_a_stranger_changes_nothing(client: Enter, owner: Owner, database_url: str) -> None:
    async with unchanged(database_url):
        for operation in OPERATIONS:
            status, text = await owner.do(client(), operation)
            assert (operation, status) == (operation, operation.stranger), text


async def test_another_person_changes_nothing_of_the_owner(
    client: Enter, owner: Owner, database_url: str
) -> None:
    other = client()
    await other.join("boris")
    async with unchanged(database_url):
        for operation in OPERATIONS:
            if operation.other is not None:
                status, text = await owner.do(other, operation)
                assert (operation, status) == (operation, operation.other), text
    assert ok(await other.get("/push"))["subscriptions"] == []


async def test_the_owner_may(owner: Owner) -> None:
    for operation in OPERATIONS:
        status, text = await owner.do(owner.browser, operation)
        assert (operation, status) == (operation, operation.owner), text
