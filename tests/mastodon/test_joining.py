"""Joining by a client app: by the rules of the town's own page, with an app's token alone."""

from typing import Any

import httpx
import pytest
from mastodon import Mastodon, MastodonIllegalArgumentError

from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, PATIENCE
from tests.mastodon.conftest import Join
from tests.mastodon.neighbours import SCOPES
from tests.matrix import unchanged
from tests.serving import serving

GIVEN = {"username": "dao_lin", "email": "dao@lake.example", "password": PASSWORD}


def own_app(origin: str, scopes: list[str] | None = None) -> Mastodon:
    ident, secret = Mastodon.create_app("New here", scopes=scopes or SCOPES, api_base_url=origin)
    return Mastodon(client_id=ident, client_secret=secret, api_base_url=origin)


def token_of(origin: str, scope: str) -> str:
    """What a client app has for itself."""
    api = own_app(origin)
    form = {"client_id": api.client_id, "client_secret": api.client_secret, "scope": scope}
    grant = {"grant_type": "client_credentials"}
    answer = httpx.post(f"{origin}/oauth/token", data=form | grant, timeout=PATIENCE)
    return str(answer.json()["access_token"])


def asks(origin: str, token: str | None, **more: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {**GIVEN, "agreement": True, "locale": "en", **more}
    return httpx.post(f"{origin}/api/v1/accounts", json=body, headers=headers, timeout=PATIENCE)


def test_who_joins_by_an_app_is_in_with_it_and_on_the_page(origin: str, join: Join) -> None:
    amina = join("amina").client_app()
    assert amina.instance().registrations.enabled
    assert amina.instance_v1().registrations
    api = own_app(origin)
    api.create_account("dao_lin", PASSWORD, "dao@lake.example", agreement=True, locale="zh-CN")
    assert (api.me().acct, api.me().source.language) == ("dao_lin", "zh-CN")
    said = api.status_post("Hello")
    assert amina.status(said).account.acct == "dao_lin"
    web = {"handle": "dao_lin", "password": PASSWORD}
    ours = {"X-Leapfrog": "1"}
    with httpx.Client(base_url=f"{origin}/api/v1", headers=ours, timeout=PATIENCE) as own:
        assert own.post("/sessions", json=web).is_success
        [shown] = own.get("/client-apps").json()["client_apps"]
        assert (shown["name"], shown["scopes"]) == ("New here", SCOPES)
        mine = own.get("/me").json()
        assert mine["recovery_codes_left"] == 0
        # They have all that joining brings along.
        assert own.get("/circles").json()
    with pytest.raises(MastodonIllegalArgumentError, match="taken"):
        own_app(origin).create_account("dao_lin", PASSWORD, "x@lake.example", agreement=True)


async def test_who_may_not_join_does_not(origin: str, join: Join, settings: Settings) -> None:
    amina = join("amina").client_app()
    right, reads = token_of(origin, "write:accounts"), token_of(origin, "read")
    async with unchanged(settings.database_url or ""):
        for token, status in ((None, 401), ("app.none", 401), (reads, 403)):
            assert asks(origin, token).status_code == status
        assert asks(origin, amina.access_token).status_code == 403
        for more, name, error in (
            ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
            ({"username": "Amina"}, "username", "ERR_TAKEN"),
            ({"username": "a b"}, "username", "ERR_INVALID"),
            ({"username": ""}, "username", "ERR_INVALID"),
            ({"password": "short"}, "password", "ERR_TOO_SHORT"),
        ):
            answer = asks(origin, right, **more)
            assert answer.status_code == 422, more
            assert answer.json()["details"][name][0]["error"] == error, more
        for name in ("reason", "date_of_birth"):
            answer = asks(origin, right, **{name: "2001-01-01"})
            assert (answer.status_code, name in answer.json()["error"]) == (422, True)


def test_no_more_join_from_one_place_than_on_the_page(settings: Settings) -> None:
    with serving(settings, rate_limits=True) as origin:
        token = token_of(origin, "write:accounts")
        found = [asks(origin, token, username=f"dao_{n}").status_code for n in range(25)]
    assert found[:20] == [200] * 20
    assert 429 in found[20:]
