"""From an open front to what a buyer reads: items, variants, prices, stock."""

from datetime import timedelta
from uuid import UUID

from leapfrog import market as trade
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.kernel.settings import Settings
from leapfrog.stock import Claim, Want, claim
from tests.market.acts import Market, fill, found, ids_of, ok, put_item, sells, variant
from tests.matrix import unchanged

TEA = {
    "title": "Longjing green tea",
    "category": "food/tea",
    "texts": {"zh": {"title": "龙井绿茶", "body": "明前"}},
    "options": [{"name": "Size", "values": ["100 g", "250 g"]}],
}


async def test_a_buyer_finds_reads_and_may_have_what_a_shop_publishes(
    market: Market, town: Town
) -> None:
    sizes = [
        variant(900, "100 g", contents={"n": 100, "unit": "g"}, sku="T-100"),
        variant(2_000, "250 g", contents={"n": 250, "unit": "g"}, gtin="4006381333931"),
    ]
    made = await put_item(market.owner, market.shop, **TEA, variants=sizes)
    assert await found(market.buyer, "longjing") == []
    async with town.database.reading() as db:
        assert await trade.offers(db, ids_of(made)) == {}
    tea = await sells(market.owner, market.shop, **TEA, variants=[variant(900, "100 g")])
    for words in ("longjing", "GREEN te", "龙井", "绿茶", "longjin", "龙景", "lakeside tea", "茶"):
        assert await found(market.buyer, words) == [tea["title"]], words
    assert await found(market.buyer, "bicycle") == []
    shown = ok(await market.buyer.get(f"/market/items/{tea['id']}"))
    [one] = shown["variants"]
    assert (one["price"], one["in_stock"], one["left"]) == (900, True, 5)
    assert shown["pictures"][0]["width"] == 400
    assert (await market.buyer.page(shown["pictures"][0]["small"])).status_code == 200
    assert shown["shop"]["sign"] == "Lakeside Books"
    async with town.database.reading() as db:
        offers = await trade.offers(db, ids_of(tea))
    [offer] = offers.values()
    assert (offer.title, offer.options, offer.price) == (TEA["title"], ["100 g"], 900)
    assert str(offer.picture) == shown["pictures"][0]["id"]
    assert len(offer.pools) == 1


async def test_what_is_changed_is_found_and_read_as_it_is_now(
    market: Market, town: Town, clock: FixedClock
) -> None:
    book = await sells(market.owner, market.shop)
    clock.advance(timedelta(days=2))
    path = f"/market/items/{book['id']}"
    [one] = book["variants"]
    body = {"id": one["id"], "price": 900, "sku": "B-1"}
    ok(await market.manager.put(f"{path}/variants", json=body))
    [item] = ok(await market.buyer.get("/market/search", params={"q": "birds"}))["items"]
    assert (item["price"], item["before"]) == (900, 1_200)
    assert await found(market.buyer, "B-1") == [book["title"]]
    # Sold out by others, it is told apart at once.
    async with town.database.transaction() as db:
        [offer] = (await trade.offers(db, ids_of(book))).values()
        want = Want(tuple(offer.pools), 5)
        await claim(db, [Claim(new_id(), UUID(market.buyer.me["id"]), (want,))])
    [item] = ok(await market.buyer.get("/market/search", params={"q": "birds"}))["items"]
    assert item["in_stock"] is False
    ok(await market.owner.put(f"{path}/publication", json={"state": "off"}))
    assert await found(market.buyer, "birds") == []
    assert (await market.buyer.get(path)).status_code == 404
    async with town.database.reading() as db:
        assert await trade.offers(db, ids_of(book)) == {}


async def test_what_lies_there_is_counted_as_it_was_seen(
    market: Market, town: Town, settings: Settings
) -> None:
    """Sold units lie there until they are sent: a count of the free ones would lose them."""
    book = await sells(market.owner, market.shop)
    [one] = book["variants"]
    async with town.database.transaction() as db:
        [offer] = (await trade.offers(db, ids_of(book))).values()
        want = Want(tuple(offer.pools), 2)
        await claim(db, [Claim(new_id(), UUID(market.buyer.me["id"]), (want,))])
    path = f"/market/own-items/{book['id']}"
    [seen] = ok(await market.owner.get(path))["variants"]
    assert (seen["units"], seen["free"]) == (5, 3)
    count = {"variant_id": one["id"], "why": "count", "units": 4, "seen": seen["units"]}
    await fill(market.manager, one["id"], 1, "receive")
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await market.owner.put(f"/market/stock-moves/{new_id()}", json=count)
    assert (refused.json()["code"], refused.json()["units"]) == ("stock_changed", 6)
    move = f"/market/stock-moves/{new_id()}"
    for _ in range(2):
        assert ok(await market.owner.put(move, json={**count, "seen": 6})) == {"units": 4}
    [now] = ok(await market.owner.get(path))["variants"]
    assert (now["units"], now["free"]) == (4, 2)


async def test_no_other_shop_takes_the_place_where_ones_own_goods_lie(market: Market) -> None:
    """Who is known by their id opens a front later; ids of places are made by clients."""
    shop = str(new_id())
    ok(await market.buyer.put(f"/merchants/{shop}", json={"name": "Quiet"}))
    shed = {"merchant_id": market.other, "name": "Shed"}
    path = f"/market/warehouses/{derived_id(UUID(shop), 'at the shop')}"
    ok(await market.rival.put(path, json=shed))
    for sign in ("Quiet", "Quieter"):
        ok(await market.buyer.put(f"/market/fronts/{shop}", json={"sign": sign}))
    listed = ok(await market.buyer.get(f"/market/fronts/{shop}/warehouses"))["warehouses"]
    assert [one["place"] for one in listed] == [0]
    made = await put_item(market.buyer, shop)
    assert await fill(market.buyer, made["variants"][0]["id"], 3) == {"units": 3}


async def test_a_search_is_narrowed_and_sorted(market: Market, clock: FixedClock) -> None:
    await sells(market.owner, market.shop, title="Blue bowl", category="home/kitchen")
    clock.advance(timedelta(minutes=1))
    dear = [variant(9_000)]
    await sells(
        market.owner, market.shop, title="Red bowl", category="home/decoration", variants=dear
    )
    clock.advance(timedelta(minutes=1))
    rice = await sells(
        market.rival, market.other, title="Rice bowl", category="food/meals", units=0
    )
    buyer = market.buyer
    assert await found(buyer, "bowl") == ["Rice bowl", "Red bowl", "Blue bowl"]
    assert await found(buyer, "bowl", sort="dear") == ["Red bowl", "Rice bowl", "Blue bowl"]
    assert await found(buyer, "bowl", category="home") == ["Red bowl", "Blue bowl"]
    assert await found(buyer, "bowl", most=2_000) == ["Rice bowl", "Blue bowl"]
    assert await found(buyer, "bowl", there=True) == ["Red bowl", "Blue bowl"]
    assert await found(buyer, "", shop=market.other) == ["Rice bowl"]
    page = ok(await buyer.get("/market/search", params={"q": "bowl", "limit": 2}))
    assert (page["total"], page["next"], len(page["items"])) == (3, 2, 2)
    assert {one["id"]: one["n"] for one in page["categories"]}["home/kitchen"] == 1
    assert (page["in_stock"], page["verified"]) == (2, 0)
    rest = await found(buyer, "bowl", limit=2, skip=2)
    assert rest == ["Blue bowl"]
    await fill(market.rival, rice["variants"][0]["id"], 3, "receive")
    assert "Rice bowl" in await found(buyer, "bowl", there=True)
    ok(await market.rival.put(f"/market/fronts/{market.other}/state", json={"state": "resting"}))
    assert await found(buyer, "rice") == []
    ok(await market.rival.put(f"/market/fronts/{market.other}/state", json={"state": "open"}))
    assert await found(buyer, "rice") == ["Rice bowl"]


async def test_what_is_found_is_counted_by_brand_and_narrowed_to_one(market: Market) -> None:
    brands = {"Blue pot": "Tekka", "Red pot": "TEKKA", "Green pot": "Tekka", "Iron pot": "Umi"}
    for title, brand in brands.items():
        await sells(market.owner, market.shop, title=title, brand=brand)
    await sells(market.owner, market.shop, title="Clay pot")
    counts = [{"name": "Tekka", "n": 3}, {"name": "Umi", "n": 1}]
    page = ok(await market.buyer.get("/market/search", params={"q": "pot"}))
    assert (page["total"], page["brands"]) == (5, counts)
    one = ok(await market.buyer.get("/market/search", params={"q": "pot", "brand": "tekka"}))
    # Others can still be chosen.
    assert (one["total"], one["brands"]) == (3, counts)
    assert await found(market.buyer, "pot", brand="Umi") == ["Iron pot"]
    assert await found(market.buyer, "pot", brand="Nobody") == []


async def test_what_is_too_far_away_is_left_out(market: Market) -> None:
    """A degree of latitude has 111 km; a degree of longitude half as much at 60 degrees north."""
    for owner, shop, lon in ((market.owner, market.shop, 25.0), (market.rival, market.other, 25.1)):
        front = {"sign": "Bowls", "pickup": True, "lat": 60.0, "lon": lon}
        ok(await owner.put(f"/market/fronts/{shop}", json=front))
        await sells(owner, shop, title=f"Bowl at {lon}")
    here = {"near": "60.0,25.0"}
    assert set(await found(market.buyer, "bowl")) == {"Bowl at 25.0", "Bowl at 25.1"}
    assert await found(market.buyer, "bowl", **here, within=5_000) == ["Bowl at 25.0"]
    assert len(await found(market.buyer, "bowl", **here, within=6_000)) == 2
    page = ok(await market.buyer.get("/market/search", params={**here, "within": 5_000}))
    assert page["total"] == 1
    nowhere = await market.buyer.get("/market/search", params={"within": 5_000})
    assert nowhere.json()["code"] == "invalid"


async def test_a_barcode_finds_it(market: Market) -> None:
    code = "4006381333931"
    pen = await sells(market.owner, market.shop, title="Pen", variants=[variant(200, gtin=code)])
    answer = ok(await market.buyer.get(f"/market/barcodes/{code}"))
    assert [one["id"] for one in answer["items"]] == [pen["id"]]
    assert ok(await market.buyer.get("/market/barcodes/4006381333932"))["items"] == []


async def test_who_types_a_barcode_into_the_search_means_that(market: Market) -> None:
    tin = [variant(200, gtin="4006381333931")]
    await sells(market.owner, market.shop, title="Red pen", variants=tin)
    assert await found(market.buyer, "4006381333931") == ["Red pen"]
    assert await found(market.buyer, "400 6381 333931") == ["Red pen"]
    assert await found(market.buyer, "4006381333931", shop=market.other) == []
    assert await found(market.buyer, "4006381333931", kind="used") == []
    page = ok(await market.buyer.get("/market/search", params={"q": "4006381333931"}))
    assert (page["total"], page["next"], page["alike"]) == (1, None, False)
