"""A map is made beside the old one; what goes wrong changes nothing."""

from pathlib import Path

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import BadExtract, Box, MapOptions, built, put_up
from tests.helsinki import EXTRACT, make
from tests.http import Enter
from tests.matrix import unchanged
from tests.places.drawing import DrawnTown


def drawn_town(folder: Path, name: str) -> Path:
    drawn = DrawnTown()
    corners = [drawn.node(*at) for at in ((0, 0), (200, 0), (200, 200), (0, 200))]
    drawn.way(*corners, corners[0], building="yes")
    drawn.road(*corners, name="Ring road")
    drawn.node(100, 100, amenity="cafe", name=name)
    return drawn.write(folder / "drawn.osm.pbf")


def broken(kind: str) -> bytes:
    whole = EXTRACT.read_bytes()
    return {
        "empty": b"",
        "text": b"This is no map.\n" * 100,
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:5_000]
        + bytes(byte ^ 0xFF for byte in whole[5_000:9_000])
        + whole[9_000:],
        "zeros": bytes(100_000),
        "long": b"\xff\xff\xff\x7f" + whole[4:],
    }[kind]


@pytest.mark.parametrize("kind", ["empty", "text", "cut", "flipped", "zeros", "long"])
async def test_a_bad_file_says_so_and_changes_nothing(
    town: Town, mapped: str, settings: Settings, tmp_path: Path, client: Enter, kind: str
) -> None:
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(broken(kind))
    async with unchanged(str(settings.database_url)):
        with pytest.raises(BadExtract, match=r"\w+"):
            await make(bad, tmp_path)
    assert (await client().get("/map")).json()["version"] == mapped
    assert list((tmp_path / "home" / "tmp").iterdir()) == []


async def test_a_new_map_takes_the_place_of_the_old_one(
    town: Town, mapped: str, client: Enter, tmp_path: Path
) -> None:
    one = client()
    before = (await one.get("/map")).json()
    async with built(drawn_town(tmp_path, "Only café"), MapOptions(), tmp_path) as made:
        version = await put_up(town.database, town.files, made)
    after = (await one.get("/map")).json()
    assert after["version"] == version != before["version"]
    assert after["extracted_at"].startswith("2026-11-20")
    found = (await one.get("/places", params={"q": "cafe"})).json()["places"]
    assert [place["name"] for place in found] == ["Only café"]
    assert (await one.page(f"/map/{version}/15/0/0")).status_code == 204
    # Who looked at the old one may ask for its tiles until they learn of the new one.
    assert (await one.page(f"/map/{mapped}/15/0/0")).status_code == 404


async def test_the_same_extract_again_is_the_same_map(
    town: Town, mapped: str, tmp_path: Path
) -> None:
    again = await make(EXTRACT, tmp_path)
    assert await put_up(town.database, town.files, again) == mapped
    assert await put_up(town.database, town.files, again) == mapped


async def test_more_than_a_town_is_refused_at_once(tmp_path: Path) -> None:
    for box in (Box(-180, -85, 180, 85), Box(20, 55, 30, 65)):
        with pytest.raises(BadExtract, match="far more than a town"):
            await make(EXTRACT, tmp_path, MapOptions(box))


async def test_only_a_box_and_only_some_languages(tmp_path: Path) -> None:
    box = Box(24.94, 60.168, 24.945, 60.172)
    made = await make(EXTRACT, tmp_path, MapOptions(box, ("sv",)))
    assert made.summary.bounds == box
    assert 100 < made.summary.places < 2_500
    kept = made.places.read_bytes()
    assert b"sv" in kept
