"""Shops on the town's map: as long as they sell, and have said where they are."""

from typing import Any
from uuid import UUID

import pytest

from leapfrog import market as market_module
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.places import BuiltMap, put_up, unpin
from leapfrog.web import pages
from tests.http import Client, Enter
from tests.market.acts import Market, ok
from tests.matrix import unchanged

HERE = {"lat": 60.1702, "lon": 24.9441}
BOX = "24.93,60.16,24.96,60.18"


async def pinned(nobody: Client) -> list[dict[str, Any]]:
    """What is the town's own on its map."""
    query = {"box": BOX, "zoom": "16", "own": "true"}
    found = ok(await nobody.get("/places/in", params=query))["clusters"]
    return [one["place"] for one in found]


async def fronted(market: Market, **more: Any) -> None:
    body = {"sign": "Lakeside Books", "hours": "Tu-Su 10:00-18:00", **HERE, **more}
    ok(await market.owner.put(f"/market/fronts/{market.shop}", json=body))


async def test_a_shop_is_on_the_map_as_long_as_it_sells(market: Market, client: Enter) -> None:
    nobody, path = client(), f"/market/fronts/{market.shop}"
    assert await pinned(nobody) == []
    await fronted(market)
    [shop] = await pinned(nobody)
    assert (shop["id"], shop["name"]) == (f"merchant:{market.shop}", "Lakeside Books")
    assert (shop["lat"], shop["lon"]) == (HERE["lat"], HERE["lon"])
    assert (shop["kind"], shop["hours"]) == ("shop", "Tu-Su 10:00-18:00")
    found = ok(await nobody.get("/places", params={"q": "lakeside"}))["places"]
    assert [one["id"] for one in found] == [shop["id"]]
    for state, there in (("resting", []), ("open", ["Lakeside Books"])):
        ok(await market.owner.put(f"{path}/state", json={"state": state}))
        assert [one["name"] for one in await pinned(nobody)] == there
    await fronted(market, lat=None, lon=None)
    assert await pinned(nobody) == []


async def test_it_is_of_its_kind_and_moves_with_its_front(market: Market, client: Enter) -> None:
    told = {"name": "Books and coffee", "category": "cafe"}
    ok(await market.owner.patch(f"/merchants/{market.shop}", json=told))
    await fronted(market)
    await fronted(market, lat=60.171, sign="Cat café")
    [shop] = await pinned(client())
    assert (shop["name"], shop["kind"], shop["lat"]) == ("Cat café", "cafe", 60.171)
    found = ok(await client().get("/places", params={"q": "咖啡馆"}))["places"]
    assert [one["name"] for one in found] == ["Cat café"]


async def test_nobody_else_moves_it(market: Market, settings: Settings) -> None:
    await fronted(market)
    body = {"sign": "Mine", "lat": 60.0, "lon": 25.0}
    for who in (market.rival, market.buyer, market.cashier):
        async with unchanged(str(settings.database_url)):
            answer = await who.put(f"/market/fronts/{market.shop}", json=body)
            assert answer.status_code in (403, 404)


async def test_it_has_the_address_that_openstreetmap_knows(
    market: Market, town: Town, helsinki: BuiltMap, client: Enter
) -> None:
    await put_up(town.database, town.files, helsinki)
    query = {"q": "Mannerheimintie 5"}
    house = ok(await client().get("/places", params=query))["places"][0]
    await fronted(market, lat=house["lat"], lon=house["lon"])
    [shop] = await pinned(client())
    assert shop["address"]
    query = {"lat": house["lat"], "lon": house["lon"]}
    where = ok(await client().get("/places/at", params=query))
    assert where["place"]["source"] == "osm"


async def test_who_goes_takes_their_shop_along(market: Market, town: Town, client: Enter) -> None:
    await fronted(market)
    async with town.database.transaction() as db:
        for kept in market_module.RECORD_SETS:
            await kept.erase(db, UUID(market.owner.me["id"]))
    assert await pinned(client()) == []


async def test_shops_that_opened_before_get_their_pins_once(
    market: Market, town: Town, client: Enter
) -> None:
    await fronted(market)
    async with town.database.transaction() as db:
        await unpin(db, "merchant", [market.shop])
    assert await pinned(client()) == []
    async with town.database.transaction() as db:
        await market_module.TIMERS["market.pin"](db, "all", None)
    assert [one["id"] for one in await pinned(client())] == [f"merchant:{UUID(market.shop)}"]


async def test_its_page_without_a_script_shows_a_piece_of_the_map(
    market: Market,
    town: Town,
    helsinki: BuiltMap,
    client: Enter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")
    path, still = f"/market/shops/{market.shop}", f"/map/places/merchant%3A{market.shop}"
    await fronted(market)
    nobody = client()
    assert still not in (await nobody.page(path)).text, "there is no map"
    assert (await nobody.page(still)).status_code == 404
    await put_up(town.database, town.files, helsinki)
    assert f'src="{still}" alt="Lakeside Books' in (await nobody.page(path)).text
    drawn = await nobody.page(still)
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "© OpenStreetMap contributors" in drawn.text
    assert len(drawn.content) <= 15_000
    await fronted(market, lat=1.0, lon=1.0)
    assert still not in (await nobody.page(path)).text, "the map does not show that"
    assert (await nobody.page("/map/places/n1")).status_code == 404
