"""Tiles that somebody else has made are shown as they are; places and roads are of the extract."""

import gzip
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import BadExtract, Box, MapOptions, Point, StillFrame, Tiles, picture, put_up
from leapfrog.places.extract.squares import tiles_of
from tests.helsinki import make
from tests.http import Enter
from tests.matrix import unchanged
from tests.places.drawing import DrawnTown, at

ZOOM = 14
STREET = {"geometry": "LINESTRING (0 2000, 4096 2000)", "properties": {"kind": "residential"}}
OCEAN = {"geometry": "POLYGON ((0 0, 4096 0, 4096 900, 0 900, 0 0))", "properties": {}}
LAYERS = [{"name": "streets", "features": [STREET]}, {"name": "ocean", "features": [OCEAN]}]


def extract(folder: Path) -> Path:
    drawn = DrawnTown()
    drawn.road(drawn.node(0, 0), drawn.node(300, 0), name="Long street")
    drawn.node(300, 5, amenity="cafe", name="The end")
    return drawn.write(folder / "drawn.osm.pbf")


def archive(
    folder: Path, layers: list[dict[str, Any]] = LAYERS, box: Box | None = None, **header: Any
) -> Path:
    """As another program writes it: compressed by gzip, to zoom 14."""
    path = folder / "town.pmtiles"
    south, west = at(-500, -500)
    north, east = at(800, 500)
    content = gzip.compress(mapbox_vector_tile.encode(layers))
    tiles = sorted(
        zxy_to_tileid(*tile) for tile in tiles_of(box or Box(west, south, east, north), [13, ZOOM])
    )
    with write(str(path)) as made:
        for tile in tiles:
            made.write_tile(tile, content)
        of = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, **header}
        made.finalize(of, {})
    return path


async def shown(town: Town, folder: Path, tiles: Path) -> str:
    made = await make(extract(folder), folder, MapOptions(tiles=str(tiles)))
    return await put_up(town.database, town.files, made)


async def test_they_are_shown_as_they_are(town: Town, client: Enter, tmp_path: Path) -> None:
    version = await shown(town, tmp_path, archive(tmp_path))
    one = client(headers={"Accept-Encoding": "gzip"})
    told = (await one.get("/map")).json()
    assert (told["min_zoom"], told["max_zoom"]) == (13, ZOOM)
    lat, lon = at(100, 0)
    z, x, y = next(tiles_of(Box(lon, lat, lon + 1e-6, lat + 1e-6), [ZOOM]))
    answer = await one.page(f"/map/{version}/{z}/{x}/{y}")
    assert answer.headers["content-encoding"] == "gzip"
    assert {*mapbox_vector_tile.decode(answer.content)} == {"streets", "ocean"}
    other = await client(headers={"Accept-Encoding": "identity"}).page(
        f"/map/{version}/{z}/{x}/{y}"
    )
    assert "content-encoding" not in other.headers
    assert other.content == answer.content
    found = (await one.get("/places", params={"q": "end"})).json()["places"]
    assert [place["name"] for place in found] == ["The end"]


async def test_stills_are_drawn_of_them(town: Town, tmp_path: Path) -> None:
    version = await shown(town, tmp_path, archive(tmp_path))
    frame = StillFrame(Point(*at(100, 0)), ZOOM, 360, 640)
    drawn = await picture(Tiles(town), version, frame)
    assert drawn.count("<path") > 2


@pytest.mark.parametrize("wrong", ["text", "cut", "pictures", "zstd", "elsewhere", "other schema"])
async def test_what_is_no_map_of_the_town_is_refused_and_changes_nothing(
    town: Town, settings: Settings, tmp_path: Path, wrong: str
) -> None:
    await shown(town, tmp_path, archive(tmp_path))
    bad = {
        "text": lambda: archive(tmp_path),
        "cut": lambda: archive(tmp_path),
        "pictures": lambda: archive(tmp_path, tile_type=TileType.WEBP),
        "zstd": lambda: archive(tmp_path, tile_compression=Compression.ZSTD),
        "elsewhere": lambda: archive(tmp_path, box=Box(9, 47, 9.1, 47.1)),
        "other schema": lambda: archive(tmp_path, [{"name": "roads", "features": [STREET]}]),
    }[wrong]()
    if wrong == "text":
        bad.write_text("This is no archive.")
    if wrong == "cut":
        bad.write_bytes(bad.read_bytes()[:140])
    async with unchanged(str(settings.database_url)):
        with pytest.raises(BadExtract, match=r"tiles|compressed"):
            await make(extract(tmp_path), tmp_path, MapOptions(tiles=str(bad)))
