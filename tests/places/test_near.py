"""What a point is called, what a part of the map shows, and what modules pin on it."""

from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import BuiltMap, Pin, Point, pin, put_up, unpin
from tests.helsinki import make
from tests.http import Enter
from tests.matrix import unchanged
from tests.places.drawing import DrawnTown, at
from tests.town import apart

WHOLE = "24.93,60.16,24.96,60.18"
STALL = Pin(
    source="merchant",
    ref="7",
    kind="greengrocer",
    category="shop",
    name="湖边面馆",
    names={"en": "Juma's fruit stall"},
    point=Point(*at(100, 10)),
)


@pytest.fixture(scope="module")
def of_street(tmp_path_factory: pytest.TempPathFactory) -> BuiltMap:
    """One street of 300 m with one house and one café far apart."""
    drawn, folder = DrawnTown(), tmp_path_factory.mktemp("street")
    drawn.road(drawn.node(0, 0), drawn.node(300, 0), name="Long street", **{"name:zh": "长街"})
    drawn.node(10, 10, **{"addr:street": "Long street", "addr:housenumber": "1"})
    drawn.node(300, 5, amenity="cafe", name="The end", opening_hours="Mo-Fr 09:00-18:00")
    return apart(make(drawn.write(folder / "drawn.osm.pbf"), folder))


@pytest.fixture
async def street(of_street: BuiltMap, town: Town) -> BuiltMap:
    """The town has its map."""
    await put_up(town.database, town.files, of_street)
    return of_street


@pytest.mark.parametrize(
    ("east", "how", "name"),
    [(20, "at", "Long street 1"), (280, "by", "The end"), (100, "on", "Long street")],
)
async def test_a_point_has_a_name(
    client: Enter, street: BuiltMap, east: float, how: str, name: str
) -> None:
    lat, lon = at(east, 0)
    told = (await client().get("/places/at", params={"lat": lat, "lon": lon})).json()
    assert (told["how"], told["name"]) == (how, name)
    assert told["metres"] < 150
    assert (told["place"] is None) == (how == "on")


async def test_far_from_everything_a_point_has_none(client: Enter, street: BuiltMap) -> None:
    answer = await client().get("/places/at", params={"lat": 1, "lon": 1})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_place")


@pytest.mark.parametrize("lat", ["nan", "inf", "-90.1"])
async def test_nowhere_has_no_name(client: Enter, street: BuiltMap, lat: str) -> None:
    answer = await client().get("/places/at", params={"lat": lat, "lon": "0"})
    assert answer.status_code in (400, 422)


async def test_one_place_with_its_hours(client: Enter, street: BuiltMap) -> None:
    [cafe] = (await client().get("/places", params={"q": "end"})).json()["places"]
    assert cafe["hours"] == "Mo-Fr 09:00-18:00"
    told = (await client().get(f"/places/{cafe['id']}")).json()
    assert told == {**cafe, "metres": None}
    answer = await client().get("/places/n999")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_place")


async def clustered(client: Enter, **asked: Any) -> list[dict[str, Any]]:
    answer = await client().get("/places/in", params={"box": WHOLE, "zoom": 14, **asked})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["clusters"]
    return found


async def test_what_is_close_together_is_one(client: Enter, mapped: str) -> None:
    far, near = await clustered(client, zoom=12), await clustered(client, zoom=15)
    assert 1 < len(far) < len(near) <= 300
    assert sum(one["count"] for one in far) == sum(
        one["count"] for one in await clustered(client, zoom=10)
    )
    weights = [one["place"]["kind"] for one in far]
    assert "station" in weights[:3]
    food = await clustered(client, kind="food", zoom=13)
    assert {one["place"]["category"] for one in food} == {"food"}


async def test_a_part_shows_what_is_in_it(client: Enter, mapped: str) -> None:
    box = "24.94,60.168,24.945,60.172"
    for one in await clustered(client, box=box, zoom=16):
        assert 24.94 <= one["place"]["lon"] <= 24.945
        assert 60.168 <= one["place"]["lat"] <= 60.172


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "nan,0,1,1", "1,1,0,0", "0,0,0,0", "-181,0,1,1", "a,b,c,d", "\x00"]
)
async def test_a_box_that_is_none_is_refused(client: Enter, mapped: str, box: str) -> None:
    answer = await client().get("/places/in", params={"box": box, "zoom": 14})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_the_whole_earth_is_a_part_too(client: Enter, mapped: str) -> None:
    for zoom in (0, 22):
        assert await clustered(client, box="-180,-90,180,90", zoom=zoom)


async def test_pins_outlive_the_map_and_are_found_in_any_script(
    client: Enter, town: Town, street: BuiltMap, helsinki: BuiltMap
) -> None:
    async with town.database.transaction() as db:
        await pin(db, [STALL])
        await pin(db, [STALL])
    await put_up(town.database, town.files, helsinki)
    for words in ("fruit", "面馆", "hubian", "greengrocer"):
        found = (await client().get("/places", params={"q": words})).json()["places"]
        assert found, words
        if words != "greengrocer":
            assert found[0]["id"] == "merchant:7"
    async with town.database.transaction() as db:
        await unpin(db, "merchant", ["7"])
        await unpin(db, "merchant", ["7"])
    assert (await client().get("/places/merchant:7")).status_code == 404


async def test_a_pin_that_moved_is_where_it_is_told_last(
    client: Enter, town: Town, settings: Settings
) -> None:
    moved = Pin(
        source="merchant",
        ref="7",
        kind="bakery",
        category="shop",
        name="Moved",
        point=Point(*at(900, 900)),
    )
    async with town.database.transaction() as db:
        await pin(db, [STALL])
        await pin(db, [moved])
    told = (await client().get("/places/merchant:7")).json()
    assert (told["name"], told["kind"], told["lat"]) == ("Moved", "bakery", at(900, 900)[0])
    async with unchanged(str(settings.database_url)), town.database.transaction() as db:
        await pin(db, [])


async def test_what_is_misspelt_is_found_all_the_same(client: Enter, mapped: str) -> None:
    for words, name in (("mannerhemintie", "Mannerheimintie"), ("atenuem", "Ateneum")):
        found = (await client().get("/places", params={"q": words})).json()["places"]
        assert any(name in one["name"] for one in found), words
