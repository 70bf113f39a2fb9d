"""What was let in to act for somebody ends with a recovery, and with a new password unless they
wish otherwise: apps with access, what they listen to and are pushed, app passwords.
"""

import asyncio
from typing import Any

import httpx
import pytest
from mastodon import Mastodon

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.callers import caller
from tests.http import PASSWORD, PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import Neighbour
from tests.mastodon.test_oauth import asked, client_app, code_in, fetch
from tests.mastodon.test_pushing import rows, service, settings, subscribed
from tests.mastodon.test_streams import listening
from tests.matrix import settled, unchanged
from tests.pushing import PushService
from tests.town import apart

__all__ = ["client_app", "service", "settings"]

NEW = "ten green bottles"


class Let:
    """Amina, and all that she let in."""

    def __init__(self, origin: str, amina: Neighbour, client_app: dict[str, str]) -> None:
        self.origin, self.amina, self.client_app = origin, amina, client_app
        self.api: Mastodon = amina.client_app()
        self.password = amina.put(f"/app-passwords/{new_id()}", name="Phone")["password"]
        self.code = code_in(amina.says(asked(client_app))["url"])
        computer = caller(f"{origin}/api/v1", headers={"X-Leapfrog": "1"})
        self.computer, self.link = computer, str(new_id())
        shown = computer.post("/device-links", json={"id": self.link}).json()
        assert amina.web.post(f"/device-links/{shown['code']}/approval").is_success

    def reads(self) -> int:
        headers = {"authorization": f"Bearer {self.api.access_token}"}
        path = f"{self.origin}/api/v1/accounts/verify_credentials"
        return httpx.get(path, headers=headers, timeout=PATIENCE).status_code

    def syncs(self) -> int:
        body = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'
        return httpx.request(
            "PROPFIND",
            f"{self.origin}/dav/",
            content=body,
            headers={"depth": "0", "content-type": "application/xml"},
            auth=("amina", self.password),
            timeout=PATIENCE,
        ).status_code

    def exchanges(self) -> int:
        return fetch(self.origin, self.client_app, self.code).status_code

    def lends(self) -> int:
        return self.computer.post(f"/device-links/{self.link}/session").status_code


@pytest.fixture
def let(origin: str, join: Join, client_app: dict[str, str]) -> Let:
    made = Let(origin, join("amina"), client_app)
    made.amina.client_apps.append(made.api)
    return made


def recovers(let: Let) -> None:
    made = let.amina.ok(let.amina.web.post("/me/recovery-codes"))
    body = {"handle": "amina", "code": made["recovery_codes"][0], "new_password": NEW}
    assert let.amina.web.post("/sessions/recovery", json=body).is_success


def changes(let: Let, **more: Any) -> None:
    body = {"password": NEW, "current_password": PASSWORD} | more
    assert let.amina.web.put("/me/password", json=body).is_success


@pytest.mark.parametrize("operation", [recovers, changes])
def test_all_that_was_let_in_ends(
    let: Let, settings: Settings, service: PushService, operation: Any
) -> None:
    subscribed(let.api, service, "favourite")
    assert apart(rows(settings)) == 1
    assert (let.reads(), let.syncs()) == (200, 207)
    with listening(let.origin, "user", let.api.access_token) as heard:
        operation(let)
        assert let.syncs() == 401
        assert heard.next() is None
    apart(settled(str(settings.database_url)))
    assert (let.reads(), let.exchanges(), let.lends()) == (401, 400, 410)
    assert apart(rows(settings)) == 0
    assert let.amina.get("/client-apps")["client_apps"] == []
    assert let.amina.get("/app-passwords") == []
    assert let.amina.get("/me")["handle"] == "amina"


def test_who_wishes_so_keeps_them_in(let: Let, settings: Settings) -> None:
    changes(let, sign_out_client_apps=False)
    apart(settled(str(settings.database_url)))
    assert (let.reads(), let.syncs(), let.exchanges()) == (200, 207, 200)
    # A computer that was lent is a session like others.
    assert let.lends() == 410


def test_a_change_that_is_refused_ends_nothing(let: Let, settings: Settings) -> None:
    address = str(settings.database_url)

    async def refused() -> None:
        async with unchanged(address):
            for body in (
                {"password": NEW, "current_password": "wrong"},
                {"password": "short", "current_password": PASSWORD},
            ):
                assert let.amina.web.put("/me/password", json=body).is_error
            code = {"handle": "amina", "code": "0000-0000-0000-0000", "new_password": NEW}
            assert let.amina.web.post("/sessions/recovery", json=code).is_error

    asyncio.run(refused())
    assert (let.reads(), let.syncs(), let.exchanges(), let.lends()) == (200, 207, 200, 201)


def test_who_is_let_in_afterwards_stays(let: Let, settings: Settings) -> None:
    changes(let)
    later = let.amina.client_app("Another")
    apart(settled(str(settings.database_url)))
    assert later.me().username == "amina"
