"""Campaign days: prices go down and up at one instant; what is shown as the price before is the
shop's own lowest of the 30 days before, never a number that somebody typed.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog import market as front
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.timers import run_one
from tests.market.acts import Market, declared, ok, sells, variant


async def passes(town: Town, clock: FixedClock, **time: float) -> None:
    clock.advance(timedelta(**time))
    while await run_one(town.database, front.TIMERS):
        pass


async def price_of(market: Market, item: Any) -> tuple[int, int | None]:
    """What it costs now, and the price before."""
    one = ok(await market.buyer.get(f"/market/items/{item['id']}"))["variants"][0]
    return one["price"], one["before"]


async def repriced(market: Market, item: Any, price: int) -> None:
    body = {"id": item["variants"][0]["id"], "price": price}
    ok(await market.owner.put(f"/market/items/{item['id']}/variants", json=body))


async def test_prices_go_down_and_up_again_at_their_minute(
    market: Market, town: Town, clock: FixedClock
) -> None:
    kept, lamp, other = [
        await sells(market.owner, market.shop, title=title, variants=[variant(1_000)])
        for title in ("Kept", "Lamp", "Other")
    ]
    days = await declared(town, market)

    async def enrol(item: Any, price: int | None) -> Any:
        path = f"/market/campaigns/{days}/enrolments/{item['variants'][0]['id']}"
        return await market.owner.put(path, json={"price": price})

    # It was cheaper a while ago: that price counts, not the one of today.
    clock.advance(timedelta(minutes=1))
    await repriced(market, lamp, 700)
    clock.advance(timedelta(minutes=1))
    await repriced(market, lamp, 1_000)
    refused = await enrol(lamp, 800)
    assert (refused.json()["code"], refused.json()["lowest"]) == ("not_reduced", 700)
    assert [one["lowest"] for one in ok(await enrol(lamp, 600))["enrolments"]] == [700]
    assert (await enrol(kept, 1_000)).json()["code"] == "not_reduced"
    ok(await enrol(kept, 900))
    ok(await enrol(other, 500))
    ok(await enrol(other, None))

    # Meanwhile one of them becomes cheaper than it would be: it takes no part.
    await repriced(market, kept, 850)
    await passes(town, clock, hours=23)
    assert await price_of(market, lamp) == (1_000, None)
    await passes(town, clock, hours=1)
    assert await price_of(market, lamp) == (600, 700)
    assert await price_of(market, kept) == (850, 1_000)
    assert await price_of(market, other) == (1_000, None)
    page = ok(await market.buyer.get(f"/market/campaigns/{days}"))
    assert page["campaign"]["state"] == "running"
    assert [[one["id"] for one in shelf["items"]] for shelf in page["shelves"]] == [[lamp["id"]]]
    found = ok(await market.buyer.get("/market/search?q=Lamp"))["items"]
    assert [one["price"] for one in found] == [600]
    assert (await enrol(other, 500)).json()["code"] == "campaign_begun"

    await passes(town, clock, days=1)
    assert await price_of(market, lamp) == (1_000, None)
    assert await price_of(market, kept) == (850, 1_000)


async def test_what_the_shop_changed_meanwhile_stays(
    market: Market, town: Town, clock: FixedClock
) -> None:
    lamp = await sells(market.owner, market.shop, variants=[variant(1_000)])
    days = await declared(town, market)
    path = f"/market/campaigns/{days}/enrolments/{lamp['variants'][0]['id']}"
    ok(await market.owner.put(path, json={"price": 500}))
    await passes(town, clock, days=1)
    await repriced(market, lamp, 450)
    await passes(town, clock, days=1)
    assert (await price_of(market, lamp))[0] == 450


async def test_days_that_begin_late_end_and_those_that_are_over_never_begin(
    market: Market, town: Town, clock: FixedClock
) -> None:
    lamp = await sells(market.owner, market.shop, variants=[variant(1_000)])
    days = await declared(town, market)
    path = f"/market/campaigns/{days}/enrolments/{lamp['variants'][0]['id']}"
    ok(await market.owner.put(path, json={"price": 500}))
    # Nobody worked off what fell due, and then the end came first.
    clock.advance(timedelta(days=1, hours=1))
    async with town.database.transaction() as db:
        await front.TIMERS["market.campaign_ends"](db, days, None)
        await db.run("delete from kernel_timer where kind = 'market.campaign_ends'")
    await passes(town, clock, minutes=1)
    assert await price_of(market, lamp) == (500, 1_000)
    await passes(town, clock, days=1)
    assert (await price_of(market, lamp))[0] == 1_000

    other = await declared(town, market)
    path = f"/market/campaigns/{other}/enrolments/{lamp['variants'][0]['id']}"
    ok(await market.owner.put(path, json={"price": 400}))
    # The town was switched off all that time.
    clock.advance(timedelta(days=3))
    await passes(town, clock)
    assert (await price_of(market, lamp))[0] == 1_000
    assert ok(await market.buyer.get(f"/market/campaigns/{other}"))["campaign"]["state"] == "over"


async def test_days_that_follow_each_other_go_back_to_the_price_of_before_both(
    market: Market, town: Town, clock: FixedClock
) -> None:
    lamp = await sells(market.owner, market.shop, variants=[variant(1_000)])
    first = await declared(town, market)
    second = await declared(town, market, after=timedelta(days=2))
    for days, price in ((first, 500), (second, 400)):
        path = f"/market/campaigns/{days}/enrolments/{lamp['variants'][0]['id']}"
        ok(await market.owner.put(path, json={"price": price}))
    await passes(town, clock, days=1)
    clock.advance(timedelta(days=1))
    async with town.database.transaction() as db:
        await front.TIMERS["market.campaign_begins"](db, second, None)
    assert (await price_of(market, lamp))[0] == 400
    await passes(town, clock)
    await passes(town, clock, days=1)
    assert (await price_of(market, lamp))[0] == 1_000


async def test_days_are_not_moved_onto_others_for_which_the_same_is_enrolled(
    market: Market, town: Town
) -> None:
    lamp = await sells(market.owner, market.shop, variants=[variant(1_000)])
    first = await declared(town, market)
    second = await declared(town, market, after=timedelta(days=5))
    for days in (first, second):
        path = f"/market/campaigns/{days}/enrolments/{lamp['variants'][0]['id']}"
        ok(await market.owner.put(path, json={"price": 500}))
    with pytest.raises(front.EnrolledElsewhere):
        await declared(town, market, made=second)
    assert len(ok(await market.buyer.get("/market/campaigns"))["campaigns"]) == 2
    path = f"/market/campaigns/{second}/enrolments/{lamp['variants'][0]['id']}"
    ok(await market.owner.put(path, json={"price": None}))
    assert await declared(town, market, made=second) == second
