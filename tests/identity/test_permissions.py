"""Who may do what: each route of identity, for a stranger, another person, and the owner."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.identity.http import routes
from leapfrog.kernel.clock import FixedClock
from tests.authenticator import Authenticator
from tests.http import PASSWORD, Client, Enter
from tests.identity.passkey_steps import add
from tests.identity.test_app_passwords import make
from tests.matrix import unchanged

SOME = "01a20e00-0000-7000-8000-000000000000"
NAME = {"name": "x"}
CHANGE = {"password": "ten green bottles", "current_password": PASSWORD}
CREDENTIALS = {"handle": "nobody_here", "password": "wrong"}
RECOVERY = {"handle": "nobody_here", "code": "0", "new_password": "ten green bottles"}
GIVEN = {"challenge_id": SOME, "credential": {}}


class Operation(msgspec.Struct, frozen=True):
    """One request, and what it is answered: without a session, to somebody else who names the
    owner's things, to the owner. None: the request has nothing of the owner in it.
    """

    method: str
    route: str
    body: Any
    stranger: int
    other: int | None
    owner: int


OPERATIONS = [
    Operation("GET", "/handles/{handle}", None, 200, 200, 200),
    Operation("POST", "/people", {}, 400, 400, 400),
    Operation("POST", "/sessions", CREDENTIALS, 401, 401, 401),
    Operation("POST", "/sessions/passkey", GIVEN, 422, 422, 422),
    Operation("POST", "/sessions/recovery", RECOVERY, 401, 401, 401),
    Operation("POST", "/passkey-challenges", {"purpose": "add"}, 401, None, 201),
    Operation("GET", "/sessions", None, 401, None, 200),
    Operation("DELETE", "/sessions/{session_id}", None, 401, 404, 204),
    Operation("GET", "/me/passkeys", None, 401, None, 200),
    Operation("POST", "/me/passkeys", {**GIVEN, **NAME}, 401, 422, 422),
    Operation("PATCH", "/me/passkeys/{passkey_id}", NAME, 401, 404, 200),
    Operation("DELETE", "/me/passkeys/{passkey_id}", None, 401, 404, 204),
    Operation("GET", "/me", None, 401, None, 200),
    Operation("PATCH", "/me", {"about": "x"}, 401, None, 200),
    Operation("PUT", "/me/avatar", None, 401, 422, 422),
    Operation("DELETE", "/me/avatar", None, 401, None, 200),
    Operation("POST", "/me/proof", {"password": PASSWORD}, 401, None, 204),
    Operation("PUT", "/me/password", CHANGE, 401, None, 204),
    Operation("POST", "/me/recovery-codes", None, 401, None, 201),
    Operation("POST", "/device-links", {}, 400, 400, 400),
    Operation("GET", "/device-links/{code}", None, 401, 410, 410),
    Operation("POST", "/device-links/{code}/approval", None, 401, 410, 410),
    Operation("POST", "/device-links/{link_id}/session", None, 410, 410, 410),
    Operation("GET", "/app-passwords", None, 401, None, 200),
    Operation("PUT", "/app-passwords/{password_id}", NAME, 401, 404, 200),
    Operation("DELETE", "/app-passwords/{password_id}", None, 401, 404, 204),
    Operation("DELETE", "/sessions/current", None, 401, None, 204),
]


def test_the_matrix_has_every_route() -> None:
    written = {
        (method, path.replace(":str", "").replace(":uuid", ""))
        for route in routes
        for path in route.paths
        for method in route.http_methods
        if method != "OPTIONS"
    }
    assert {(operation.method, operation.route) for operation in OPERATIONS} == written


class Owner:
    """Amina, with one of everything."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.ids = {"handle": "amina", "code": "00000000", "link_id": SOME}

    async def settle_in(self, laptop: Client) -> None:
        await self.browser.join("amina")
        await laptop.sign_in("amina")
        sessions = (await self.browser.get("/sessions")).json()
        self.ids["session_id"] = next(each["id"] for each in sessions if not each["current"])
        self.ids["passkey_id"] = (await add(self.browser, Authenticator())).json()["id"]
        self.ids["password_id"] = (await make(self.browser))["id"]

    async def do(self, browser: Client, operation: Operation) -> tuple[int, str]:
        path = operation.route.format(**self.ids)
        answer = await browser.request(operation.method, path, json=operation.body)
        return answer.status_code, answer.text


@pytest.fixture
async def owner(client: Enter) -> Owner:
    found = Owner(client())
    await found.settle_in(client())
    return found


async def test_a_stranger_changes_nothing(client: Enter, owner: Owner, database_url: str) -> None:
    stranger = client()
    async with unchanged(database_url):
        for operation in OPERATIONS:
            status, text = await owner.do(stranger, operation)
            assert (operation, status) == (operation, operation.stranger), text
            assert owner.browser.me["id"] not in text


async def test_a_false_token_is_a_stranger(client: Enter, owner: Owner, database_url: str) -> None:
    async with unchanged(database_url):
        for token in ("", "x", "a" * 43, "a" * 4000, "ä"):
            program = client(headers={"Authorization": f"Bearer {token}".encode("latin-1")})
            for operation in OPERATIONS:
                status, _ = await owner.do(program, operation)
                assert (operation, status) == (operation, operation.stranger)


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
                assert owner.browser.me["id"] not in text


WANT_PROOF = [
    ("POST", "/passkey-challenges"),
    ("DELETE", "/me/passkeys/{passkey_id}"),
    ("POST", "/me/recovery-codes"),
    ("PUT", "/app-passwords/{password_id}"),
]


async def test_an_unlocked_phone_in_a_strangers_hand_makes_no_way_in(
    owner: Owner, clock: FixedClock, database_url: str
) -> None:
    clock.advance(timedelta(minutes=10, seconds=1))
    await owner.browser.get("/me")
    operations = [
        operation for operation in OPERATIONS if (operation.method, operation.route) in WANT_PROOF
    ]
    assert len(operations) == len(WANT_PROOF)
    async with unchanged(database_url):
        for operation in operations:
            status, text = await owner.do(owner.browser, operation)
            assert (operation, status) == (operation, 403), text
            answer = msgspec.json.decode(text)
            assert (answer["code"], answer["ways"]) == ("proof_needed", ["password", "passkey"])
        wrong = await owner.browser.post("/me/proof", json={"password": "wrong"})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "not_confirmed")
    assert (await owner.browser.post("/me/proof", json={"password": PASSWORD})).status_code == 204
    for operation in operations:
        status, text = await owner.do(owner.browser, operation)
        assert (operation, status) == (operation, operation.owner), text


async def test_a_proof_is_the_sessions_own(
    client: Enter, owner: Owner, clock: FixedClock, database_url: str
) -> None:
    clock.advance(timedelta(minutes=11))
    await client().sign_in("amina")
    await owner.browser.get("/me")
    async with unchanged(database_url):
        refused = await owner.browser.post("/me/recovery-codes")
    assert refused.json()["code"] == "proof_needed"


async def test_the_owner_may(owner: Owner) -> None:
    for operation in OPERATIONS:
        status, text = await owner.do(owner.browser, operation)
        assert (operation, status) == (operation, operation.owner), text
