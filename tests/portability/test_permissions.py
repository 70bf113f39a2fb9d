"""Who may take out, bring in and erase: the owner, and nobody else."""

import pytest

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from tests.http import App, Enter
from tests.matrix import unchanged
from tests.portability.conftest import Played, take_out


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/takeouts/{id}"),
        ("GET", "/takeouts"),
        ("GET", "/takeouts/{id}"),
        ("GET", "/takeouts/{id}/file"),
        ("PUT", "/arrivals/{id}"),
        ("GET", "/arrivals/{id}"),
        ("POST", "/arrivals/{id}/application"),
        ("DELETE", "/me"),
    ],
)
async def test_a_stranger_is_refused(
    client: Enter, database_url: str, method: str, path: str
) -> None:
    stranger = client()
    async with unchanged(database_url):
        answer = await stranger.request(method, path.format(id=new_id()))
        assert answer.status_code == 401


async def test_somebody_else_finds_nothing_of_mine(
    stage: Played, app: App, client: Enter, database_url: str
) -> None:
    amina, mei = client(), client()
    await amina.sign_in("amina", PASSWORD)
    await mei.sign_in("mei", PASSWORD)
    takeout, arrival = new_id(), new_id()
    zipped = await take_out(app, amina, takeout)
    await amina.put(f"/arrivals/{arrival}", content=zipped)
    async with unchanged(database_url):
        for path in (f"/takeouts/{takeout}", f"/takeouts/{takeout}/file", f"/arrivals/{arrival}"):
            assert (await mei.get(path)).status_code == 404
        assert (await mei.post(f"/arrivals/{arrival}/application")).status_code == 404
        assert (await mei.put(f"/takeouts/{takeout}")).status_code == 409
    assert (await mei.get("/takeouts")).json() == []


@pytest.mark.parametrize(
    "body",
    [
        {"handle": "amina", "password": "wrong wrong wrong"},
        {"handle": "mei", "password": PASSWORD},
        {"handle": "amina"},
    ],
)
async def test_nobody_is_erased_by_half_a_proof(
    stage: Played, client: Enter, database_url: str, body: dict[str, str]
) -> None:
    amina = client()
    await amina.sign_in("amina", PASSWORD)
    async with unchanged(database_url):
        answer = await amina.request("DELETE", "/me", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_confirmed")
