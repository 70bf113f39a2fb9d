"""A house whose number nobody has written down is about between its neighbours."""

from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.places import BuiltMap, put_up
from leapfrog.places.interpolating import AskedHouse, KnownAddress, asked_house, between
from tests.helsinki import make
from tests.http import Enter
from tests.places.drawing import DrawnTown, at
from tests.town import apart

LONG = {"addr:street": "Long street", "addr:city": "Lake Town"}


@pytest.fixture(scope="module")
def of_street(tmp_path_factory: pytest.TempPathFactory) -> BuiltMap:
    """Long street with 1 and 9 on one side, 2 and 10 on the other; 80 is far off."""
    drawn, folder = DrawnTown(), tmp_path_factory.mktemp("street")
    drawn.road(drawn.node(0, 0), drawn.node(300, 0), name="Long street")
    for number, east, north in (("1", 0, 10), ("9", 80, 10), ("2", 0, -10), ("10", 160, -10)):
        drawn.node(east, north, **LONG, **{"addr:housenumber": number})
    drawn.node(300, 10, **LONG, **{"addr:housenumber": "80"})
    return apart(make(drawn.write(folder / "drawn.osm.pbf"), folder))


@pytest.fixture
async def street(of_street: BuiltMap, town: Town) -> None:
    """The town has its map."""
    await put_up(town.database, town.files, of_street)


async def first(client: Enter, words: str) -> dict[str, Any] | None:
    found = (await client().get("/places", params={"q": words})).json()["places"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("asked", "name", "east", "north"),
    [
        ("Long street 5", "Long street 5, Lake Town", 40, 10),
        ("long street 6b", "Long street 6, Lake Town", 80, -10),
        ("5 Long street", "Long street 5, Lake Town", 40, 10),
    ],
)
async def test_it_is_about_between_them(
    client: Enter, street: None, asked: str, name: str, east: float, north: float
) -> None:
    found = await first(client, asked)
    assert found is not None
    assert (found["name"], found["kind"], found["id"]) == (name, "interpolated", "")
    lat, lon = at(east, north)
    assert (found["lat"], found["lon"]) == (pytest.approx(lat), pytest.approx(lon))
    assert found["metres"] < 400


@pytest.mark.parametrize("asked", ["Long street 9", "Long street 45", "Long street 99", "5"])
async def test_what_is_known_or_beyond_all_neighbours_is_not_guessed(
    client: Enter, street: None, asked: str
) -> None:
    found = await first(client, asked)
    assert found is None or found["kind"] != "interpolated"


@pytest.mark.parametrize(
    ("words", "house"),
    [
        (["long", "street", "5"], AskedHouse(["long", "street"], 5)),
        (["长街", "5", "号"], AskedHouse(["长街"], 5)),
        (["long", "street"], None),
        (["5"], None),
        (["x", "5"], None),
        (["long", "5", "7"], None),
        (["long", "20265"], None),
    ],
)
def test_who_asks_for_a_house(words: list[str], house: AskedHouse | None) -> None:
    assert asked_house(words) == house


def test_the_street_with_more_numbers_says_it() -> None:
    long = [KnownAddress(f"Long street {n}, Lake Town", n, 0) for n in (1, 3, 9)]
    other = [KnownAddress(f"Long street side {n}, Lake Town", 50 + n, 0) for n in (1, 9)]
    found = between(AskedHouse(["long", "street"], 5), [*other, *long])
    assert found is not None
    assert (found.name, found.lat) == ("Long street 5, Lake Town", 5)


def test_a_range_of_numbers_counts_by_its_first() -> None:
    known = [
        KnownAddress("Long street 1-3, Town", 0, 0),
        KnownAddress("Long street 9 b, Town", 8, 0),
    ]
    found = between(AskedHouse(["long", "street"], 5), known)
    assert found is not None
    assert (found.name, found.lat) == ("Long street 5, Town", 4)
