"""The cookie of a session: on https none that another host of the same domain can have planted."""

from typing import Any

import msgspec
import pytest

from leapfrog.kernel.settings import Settings
from tests.http import PASSWORD, Client, Enter

NAME, SECURE = "leapfrog_session", "__Host-leapfrog_session"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, origin="https://lake.town")


def parts(answer: Any) -> tuple[str, set[str]]:
    """The name of the cookie that an answer sets, and its attributes."""
    first, *rest = answer.headers["set-cookie"].split(";")
    return first.partition("=")[0], {one.strip().lower() for one in rest}


async def test_on_https_only_the_town_itself_can_set_it(client: Enter) -> None:
    amina, body = client(), {"handle": "amina", "password": PASSWORD}
    await client().join("amina")
    name, attributes = parts(await amina.post("/sessions", json=body))
    assert name == SECURE
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= attributes
    assert not any(one.startswith("domain") for one in attributes)
    assert (await amina.get("/me")).status_code == 200
    # A browser lets it be taken away only as it was set.
    gone = await amina.delete("/sessions/current")
    name, attributes = parts(gone)
    assert name == SECURE
    assert {"secure", "path=/", "max-age=0"} <= attributes
    assert amina.token is None


async def test_on_https_a_cookie_that_others_may_set_counts_for_nothing(client: Enter) -> None:
    amina, victim = client(), client()
    await amina.join("amina")
    planted = {"Cookie": f"{NAME}={amina.token}"}
    assert (await victim.get("/me", headers=planted)).status_code == 401
    own = {"Cookie": f"{NAME}=planted; {SECURE}={amina.token}"}
    assert (await victim.get("/me", headers=own)).status_code == 200


async def test_another_authorization_does_not_open_the_cookie_to_other_sites(
    client: Enter, settings: Settings
) -> None:
    amina = client()
    await amina.join("amina")
    for authorization in ("Basic eDp5", "Bearer", "Bearer  ", "x"):
        evil = {"Authorization": authorization, "Origin": "https://evil.example"}
        answer = await amina.patch("/me", json={"about": "taken"}, headers=evil)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
        ours = {"Authorization": authorization, "Origin": settings.origin}
        assert (await amina.patch("/me", json={}, headers=ours)).status_code == 200
    wrong = {"Authorization": "Bearer x", "Origin": "https://evil.example"}
    assert (await amina.patch("/me", json={"about": "taken"}, headers=wrong)).status_code == 401
    assert (await amina.get("/me")).json()["about"] == ""


async def test_data_of_somebody_is_kept_by_no_cache(client: Enter) -> None:
    amina: Client = client()
    await amina.join("amina")
    for path in ("/me", "/sync", "/wallet", "/contacts", "/conversations", "/nothing"):
        assert (await amina.get(path)).headers.get_list("cache-control") == ["no-store"], path
