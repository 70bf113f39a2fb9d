"""Shops followed, what they may tell, and what prices are made of."""

from datetime import timedelta
from typing import Any

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import Client
from tests.market.acts import BOOK, Market, ok, opened, sells, variant
from tests.matrix import unchanged
from tests.paged import every


async def tell(market: Market, text: str = "Fresh today", **more: Any) -> Any:
    body = {"merchant_id": market.shop, "text": text, **more}
    return await market.owner.put(f"/market/news/{new_id()}", json=body)


async def heard(who: Client) -> list[str]:
    return [one["text"] for one in ok(await who.get("/market/news"))["news"]]


async def test_a_shop_tells_those_who_want_to_hear_four_times_a_month(
    market: Market, town: Town, clock: FixedClock, settings: Settings
) -> None:
    path = f"/market/fronts/{market.shop}/follow"
    item = await sells(market.owner, market.shop)
    assert ok(await market.buyer.get(path))["following"] is False
    seen = ok(await market.buyer.put(path, json={"news": False}))
    assert (seen["following"], seen["news"], seen["followers"], seen["most"]) == (True, False, 1, 4)
    ok(await tell(market, "Unheard"))
    assert await heard(market.buyer) == []
    ok(await market.buyer.put(path, json={"news": True}))
    ok(await market.rival.put(path, json={"news": True}))
    for n in range(3):
        clock.advance(timedelta(days=1))
        told = ok(await tell(market, f"Day {n}", item_id=item["id"]))
    assert (told["hearers"], told["room"]["left"]) == (2, 0)
    first = clock.now() - timedelta(days=3)
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await tell(market, "Too much")
        assert refused.json()["code"] == "news_quota"
    assert refused.json()["next_at"][:19] == (first + timedelta(days=30)).isoformat()[:19]
    page = ok(await market.buyer.get("/market/news"))["news"]
    assert page[0]["item"]["title"] == item["title"]
    assert len(page) == 4
    # One tap, and it is silent.
    ok(await market.buyer.delete(path))
    assert await heard(market.buyer) == []
    assert len(await heard(market.rival)) == 4
    clock.advance(timedelta(days=28))
    ok(await tell(market, "Again"))
    # An item of another shop, or none at all, is nothing to tell.
    other = await sells(market.rival, market.other)
    for body in ({"text": " "}, {"item_id": other["id"]}):
        refused = await tell(market, **body)
        assert refused.json()["code"] in ("invalid", "no_item")
    twice = str(new_id())
    said = {"merchant_id": market.shop, "text": "Once"}
    for _ in range(2):
        ok(await market.owner.put(f"/market/news/{twice}", json=said))
    assert (await heard(market.rival)).count("Once") == 1
    changed = await market.owner.put(f"/market/news/{twice}", json=said | {"text": "Other"})
    assert changed.json()["code"] == "news_id_used"


async def test_what_a_price_is_made_of_adds_up_to_it_or_is_said_not_to_be_told(
    market: Market, settings: Settings
) -> None:
    item = await sells(market.owner, market.shop, variants=[variant(1_000)])
    path = f"/market/variants/{item['variants'][0]['id']}/costs"

    async def seen() -> tuple[int, int | None]:
        one = ok(await market.buyer.get(f"/market/items/{item['id']}"))["variants"][0]
        return len(one["costs"]), one["margin"]

    assert await seen() == (0, None)
    parts = [{"name": "Paper", "amount": 300}, {"name": "Print", "amount": 450}]
    ok(await market.owner.put(path, json={"parts": parts}))
    assert await seen() == (2, 250)
    async with unchanged(str(settings.database_url), "identity_session"):
        for bad in (
            [{"name": "Paper", "amount": 1_001}],
            [{"name": "Paper", "amount": -1}],
            [{"name": "Paper"}, {"name": "Paper"}],
            [{"name": " "}],
        ):
            assert (await market.owner.put(path, json={"parts": bad})).json()["code"] == "invalid"
    ok(await market.owner.put(path, json={"parts": [*parts, {"name": "Rent"}]}))
    assert await seen() == (3, None)
    # A price that goes down below its parts says so.
    ok(await market.owner.put(path, json={"parts": parts}))
    one = item["variants"][0]["id"]
    cheaper = {**BOOK, "merchant_id": market.shop, "variants": [{"id": one, "price": 700}]}
    ok(await market.owner.put(f"/market/items/{item['id']}", json=cheaper))
    assert await seen() == (2, -50)
    ok(await market.owner.put(path, json={"parts": []}))
    assert await seen() == (0, None)


async def test_shops_that_one_follows_are_read_page_by_page(
    market: Market, clock: FixedClock
) -> None:
    followed = []
    third = await opened(market.owner)
    for shop, news in ((market.shop, True), (market.other, False), (third, True)):
        ok(await market.buyer.put(f"/market/fronts/{shop}/follow", json={"news": news}))
        followed.append(shop)
        clock.advance(timedelta(minutes=1))
    shops = await every(market.buyer, "/market/follows", "shops", 2)
    assert [one["merchant_id"] for one in shops] == followed[::-1]
    page = ok(await market.buyer.get("/market/follows", params={"limit": 2}))
    assert page["news"] == [followed[2]]
