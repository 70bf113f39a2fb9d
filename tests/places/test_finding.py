"""Places are found by words in any script, by kind, and by where they are."""

from pathlib import Path
from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.places import put_up
from tests.helsinki import make
from tests.http import Client, Enter
from tests.places.drawing import DrawnTown

SENATE = "60.1695,24.9525"


async def found(one: Client, **asked: Any) -> list[dict[str, Any]]:
    answer = await one.get("/places", params=asked)
    assert answer.status_code == 200, answer.text
    places: list[dict[str, Any]] = answer.json()["places"]
    return places


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ateneum", "Ateneum"),
        ("ateneum museum", "Ateneum"),
        ("mannerheimintie", "Mannerheimintie"),
        ("MANNERHEIM", "Mannerheimintie"),
        ("kamppi", "Kamppi"),
        ("赫尔辛基", "Helsinki"),
    ],
)
async def test_what_is_typed_is_found(client: Enter, mapped: str, words: str, name: str) -> None:
    names = [f"{one['name']} {one['names']}" for one in await found(client(), q=words)]
    assert any(name in each for each in names), names


async def test_kinds_are_found_in_english_chinese_and_pinyin(client: Enter, mapped: str) -> None:
    one = client()
    for words in ("café", "cafe", "咖啡", "kafeiguan"):
        assert {place["kind"] for place in await found(one, q=words)} >= {"cafe"}, words
    assert all(place["kind"] == "pharmacy" for place in await found(one, q="yaodian"))


async def test_near_is_first_and_how_far_is_told(client: Enter, mapped: str) -> None:
    one = client()
    nearest = await found(one, near=SENATE, kind="cafe")
    metres = [place["metres"] for place in nearest]
    assert metres == sorted(metres)
    assert len(nearest) == 20
    assert 0 < metres[0] < 300
    assert {place["category"] for place in await found(one, kind="food")} == {"food"}


async def test_one_or_two_letters_find_beginnings_of_words(
    client: Enter, town: Town, tmp_path: Path
) -> None:
    drawn = DrawnTown()
    for n, name in enumerate(("Kamppi", "Okapi", "Big Kamera", "Kiosk")):
        drawn.node(n * 10, n * 5, amenity="bar", name=name)
    made = await make(drawn.write(tmp_path / "drawn.osm.pbf"), tmp_path)
    await put_up(town.database, town.files, made)
    names = {place["name"] for place in await found(client(), q="ka")}
    assert names == {"Kamppi", "Big Kamera"}
    assert {place["name"] for place in await found(client(), q="o")} == {"Okapi"}
    assert [place["name"] for place in await found(client(), q="吧", limit=1)]
    # An exact name before a beginning, a beginning before a word within.
    assert [place["name"] for place in await found(client(), q="kam")] == ["Kamppi", "Big Kamera"]


@pytest.mark.parametrize(
    "near", ["nan,24.9", "60.1,inf", "91,0", "0,181", "60.1", "a,b", "1,2,3", "\x00,1"]
)
async def test_nowhere_is_refused(client: Enter, mapped: str, near: str) -> None:
    answer = await client().get("/places", params={"near": near})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_nothing_is_found_by_what_is_nowhere_in_it(client: Enter, mapped: str) -> None:
    one = client()
    for words in ("zzzzqqq", "\x00", "%", "_", "\\", "'"):
        assert isinstance(await found(one, q=words), list)
    assert await found(one, q="zzzzqqq") == []


async def test_a_town_without_a_map_finds_nothing(client: Enter) -> None:
    assert await found(client(), q="cafe") == []
