"""The map as a client reads it."""

import hashlib
from collections import Counter

import mapbox_vector_tile

from leapfrog.places import BuiltMap
from leapfrog.places.extract.squares import tiles_of
from leapfrog.places.model import Box
from tests.http import Enter

CENTRE = Box(24.9351, 60.1641, 24.9535, 60.1792)
LAYERS = {"land", "water_polygons", "buildings", "streets", "street_labels", "pois"}


async def test_a_town_without_a_map_says_so(client: Enter) -> None:
    answer = await client().get("/map")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_map")
    assert (await client().page("/map/0/10/1/1")).status_code == 404


async def test_passers_by_read_where_the_map_is_and_how_old(
    client: Enter, mapped: str, helsinki: BuiltMap
) -> None:
    told = (await client().get("/map")).json()
    assert told["version"] == mapped == hashlib.sha256(helsinki.tiles.read_bytes()).hexdigest()
    assert told["attribution"] == "© OpenStreetMap contributors"
    assert (told["min_zoom"], told["max_zoom"]) == (10, 15)
    bounds, centre = told["bounds"], told["centre"]
    assert 24.93 < bounds["west"] < centre["lon"] < bounds["east"] < 24.96
    assert 60.16 < bounds["south"] < centre["lat"] < bounds["north"] < 60.18
    assert told["extracted_at"] > "2017"


async def test_tiles_hold_the_layers_and_never_change(client: Enter, mapped: str) -> None:
    one = client()
    found: Counter[str] = Counter()
    for z, x, y in tiles_of(CENTRE, range(10, 16)):
        answer = await one.page(f"/map/{mapped}/{z}/{x}/{y}")
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "br"
        assert "immutable" in answer.headers["cache-control"]
        found.update(list(mapbox_vector_tile.decode(answer.content)))
    assert {*found} >= LAYERS


async def test_who_cannot_read_brotli_gets_the_same_tile(client: Enter, mapped: str) -> None:
    z, x, y = next(tiles_of(Box(24.9443, 60.1716, 24.9444, 60.1717), [15]))
    plain = await client(headers={"Accept-Encoding": "gzip"}).page(f"/map/{mapped}/{z}/{x}/{y}")
    small = await client(headers={"Accept-Encoding": "br"}).page(f"/map/{mapped}/{z}/{x}/{y}")
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"
    assert plain.content == small.content
    assert mapbox_vector_tile.decode(plain.content)["buildings"]["features"]


async def test_where_nothing_is_there_is_nothing(client: Enter, mapped: str) -> None:
    for path in ("15/0/0", "15/99999999/1", "99/1/1", "9/291/148"):
        answer = await client().page(f"/map/{mapped}/{path}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert (await client().page(f"/map/{'0' * 64}/15/0/0")).status_code == 404


async def test_tiles_are_small(mapped: str, client: Enter) -> None:
    sizes = []
    for z, x, y in tiles_of(CENTRE, range(10, 16)):
        answer = await client().page(f"/map/{mapped}/{z}/{x}/{y}")
        sizes.append(int(answer.headers["content-length"]))
    assert sum(sizes) < 200_000
    assert max(sizes) < 40_000
