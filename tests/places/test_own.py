"""Places of one's own: nobody else's, taken along and erased."""

import pytest

from leapfrog.kernel.archive import Restored
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import RECORD_SETS
from leapfrog.places.http import routes
from tests.contacts.conftest import Join
from tests.http import Enter
from tests.matrix import unchanged

HOME = {"lat": 60.1712, "lon": 24.9441, "name": "Home,  sweet"}
FOR_ALL = {"/map", "/places", "/places/at", "/places/in", "/places/{place_id:str}"}


async def test_what_is_kept_is_mine_alone(join: Join) -> None:
    amina, mei = await join("amina"), await join("mei")
    kept = (await amina.put("/places/mine/home", json=HOME)).json()
    assert (kept["word"], kept["name"], kept["lat"]) == ("home", "Home, sweet", 60.1712)
    assert (await amina.get("/places/mine")).json() == {"places": [kept]}
    assert (await amina.get("/places/mine/home")).json() == kept
    assert (await mei.get("/places/mine")).json() == {"places": []}
    assert (await mei.get("/places/mine/home")).status_code == 404
    assert (await mei.delete("/places/mine/home")).status_code == 204
    assert (await amina.get("/places", params={"q": "sweet"})).json() == {"places": []}
    moved = (await amina.put("/places/mine/home", json={**HOME, "lat": 60.18})).json()
    assert (await amina.get("/places/mine")).json() == {"places": [moved]}
    assert (await amina.delete("/places/mine/home")).status_code == 204
    assert (await amina.get("/places/mine/home")).json()["code"] == "no_place"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_who_is_not_signed_in_keeps_nothing(
    client: Enter, settings: Settings, method: str
) -> None:
    async with unchanged(str(settings.database_url)):
        answer = await client().request(method, "/places/mine/home", json=HOME)
        assert answer.status_code == 401
        assert (await client().get("/places/mine")).status_code == 401


def test_only_these_routes_are_for_everybody() -> None:
    signed = {"signed" in one.parsed_fn_signature.parameters for one in routes}
    assert signed == {True, False}
    public = {
        path
        for one in routes
        for path in one.paths
        if "signed" not in one.parsed_fn_signature.parameters
    }
    assert public == FOR_ALL


@pytest.mark.parametrize(
    ("word", "change", "status"),
    [
        ("home", {"lat": 91}, 422),
        ("home", {"lon": 1e300}, 422),
        ("a b", {}, 422),
        ("x" * 41, {}, 422),
        ("home", {"name": "x" * 201}, 400),
        ("home", {"extra": 1}, 400),
        ("home", {"name": "\x00"}, 200),
    ],
)
async def test_what_is_nowhere_or_no_word_is_refused(
    join: Join, settings: Settings, word: str, change: dict[str, object], status: int
) -> None:
    amina = await join("amina")
    if status == 200:
        assert (await amina.put(f"/places/mine/{word}", json=HOME | change)).status_code == 200
        return
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await amina.put(f"/places/mine/{word}", json=HOME | change)
        assert answer.status_code == status


async def test_a_hundred_places_and_no_more(join: Join, town: Town) -> None:
    amina = await join("amina")
    for n in range(100):
        assert (await amina.put(f"/places/mine/p{n}", json=HOME)).status_code == 200
    full = await amina.put("/places/mine/more", json=HOME)
    assert (full.status_code, full.json()["code"]) == (409, "places_full")
    assert (await amina.put("/places/mine/p7", json={**HOME, "name": "7"})).status_code == 200
    assert len((await amina.get("/places/mine")).json()["places"]) == 100


async def test_they_come_along_and_are_erased(join: Join, town: Town) -> None:
    amina, mei = await join("amina"), await join("mei")
    await amina.put("/places/mine/home", json=HOME)
    await amina.put("/places/mine/work", json=HOME)
    [places] = RECORD_SETS
    assert places.restore
    async with town.database.transaction() as db:
        taken = [one async for one in places.export(db, amina.me["id"])]
    await mei.put("/places/mine/home", json={**HOME, "name": "Mei's"})
    async with town.database.transaction() as db:
        broken = [{"word": "x"}, {**taken[0], "word": "far", "lat": 400.0}]
        came = await places.restore(db, mei.me["id"], [*taken, *broken])
        assert came == Restored(1, 1, 2, "not_possible")
        again = await places.restore(db, mei.me["id"], taken)
        assert (again.new, again.known, again.left) == (0, 2, 0)
    names = {one["word"]: one["name"] for one in (await mei.get("/places/mine")).json()["places"]}
    assert names == {"home": "Mei's", "work": "Home, sweet"}
    async with town.database.transaction() as db:
        assert await places.erase(db, amina.me["id"]) == 2
    assert (await amina.get("/places/mine")).json() == {"places": []}
    assert len((await mei.get("/places/mine")).json()["places"]) == 2
