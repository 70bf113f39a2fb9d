"""Goods in lots: counted once, and one lot expires on one day wherever it lies."""

from datetime import timedelta
from uuid import UUID

from leapfrog.kernel.ids import new_id
from leapfrog.market import stocking
from tests.contacts.conftest import Settle
from tests.orders.acts import ok
from tests.warehouses.acts import Depot


async def shelved(depot: Depot) -> Depot:
    """Ten noodles lie there: six of L1, four of L2, none without a lot."""
    order = await depot.ordered(await depot.supplier())
    ok(await depot.receive(order["id"], 6, lot="L1"))
    ok(await depot.receive(order["id"], 4, lot="L2"))
    ok(await depot.stock_move("count", 10))
    assert await lots(depot) == {"L1": 6, "L2": 4, "": 0}
    return depot


async def lots(depot: Depot) -> dict[str, int]:
    return {each["lot"]: each["units"] for each in (await depot.one(depot.noodles))["there"]}


async def test_what_lies_in_lots_is_not_counted_without_them_too(depot: Depot) -> None:
    await shelved(depot)
    count = new_id()
    for counted in ({"bare": 10}, {"bare": 4, "L1": 6}):
        refused = await depot.count_lots(count, **counted)
        assert (refused.status_code, refused.json()["code"]) == (409, "lots_not_counted")
    assert refused.json()["lots"] == ["L2"]
    unknown = await depot.count_lots(count, L3=1)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no_such_lot")
    assert await depot.fair.value("select count(*) from warehouses_count") == 0
    assert await lots(depot) == {"L1": 6, "L2": 4, "": 0}
    seen = ok(await depot.count_lots(count, bare=0, L1=6, L2=4))
    assert {line["lot"]: line["expected"] for line in seen["lines"]} == {"": 0, "L1": 6, "L2": 4}
    ok(await depot.book(str(count)))
    # One lot alone says nothing of the others.
    ok(await depot.count_lots(new_id(), L2=4))
    assert await depot.units(depot.noodles) == {depot.home: 10}


async def test_the_editor_sees_lots_and_counts_only_the_rest(depot: Depot) -> None:
    await shelved(depot)
    found = ok(await depot.fair.mei.get(f"/market/fronts/{depot.shop}/items"))["items"]
    [units] = [v["units"] for one in found for v in one["variants"] if v["id"] == depot.noodles]
    assert units == 10
    less = await depot.stock_move("count", 9, seen=10)
    assert (less.status_code, less.json()["code"], less.json()["units"]) == (
        409,
        "more_in_lots",
        10,
    )
    stale = await depot.stock_move("receive", 10, seen=0)
    assert (stale.json()["code"], stale.json()["units"]) == ("stock_changed", 10)
    assert await lots(depot) == {"L1": 6, "L2": 4, "": 0}
    assert ok(await depot.stock_move("receive", 2, seen=10))["units"] == 12
    assert ok(await depot.stock_move("count", 11, seen=12))["units"] == 11
    assert await lots(depot) == {"L1": 6, "L2": 4, "": 1}


async def imported(depot: Depot, variant: str, n: int) -> None:
    by = await depot.fair.value("select by_id from stock_move where by_id is not null limit 1")
    async with depot.fair.town.database.transaction() as db:
        await stocking.count_all(db, depot.shop, by, {UUID(variant): n})


async def test_an_import_counts_lots_once(depot: Depot) -> None:
    await shelved(depot)
    for n, rest in ((13, 3), (10, 0), (8, 0)):
        await imported(depot, depot.noodles, n)
        assert await lots(depot) == {"L1": 6, "L2": 4, "": rest}


async def test_what_is_imported_of_a_watched_thing_is_watched(depot: Depot, settle: Settle) -> None:
    fair = depot.fair
    ok(await depot.stock_move("count", 3))
    await depot.keep(depot.noodles, low_water=5)
    warned = "select warned_at is not null from warehouses_watch"
    assert await fair.value(warned)
    # Nothing of it lay in the barn before; the barn comes first from now on.
    await fair.value("update market_warehouse set place = 9 where id = $1 returning id", depot.home)
    await imported(depot, depot.noodles, 7)
    low = "select array_agg(low_water) from stock_pool where owner = $1"
    assert await fair.value(low, f"market:variant:{depot.noodles}") == [5, 5]
    assert await depot.units(depot.noodles) == {depot.barn: 7, depot.home: 3}
    await settle()
    assert not await fair.value(warned)


async def test_a_lot_expires_on_the_same_day_in_each_warehouse(depot: Depot) -> None:
    day = str(depot.fair.clock.now().date() + timedelta(days=30))
    supplier = await depot.supplier()
    home, barn = await depot.ordered(supplier), await depot.ordered(supplier, at=depot.barn)
    ok(await depot.receive(home["id"], 1, lot="A17"))
    refused = await depot.receive(barn["id"], 2, lot="A17", expires_on=day)
    assert (refused.status_code, refused.json()["code"]) == (409, "other_expiry")
    assert await depot.units(depot.noodles) == {depot.home: 21}
    ok(await depot.receive(barn["id"], 2, lot="A18", expires_on=day))
    bare = await depot.receive(home["id"], 1, lot="A18")
    assert (bare.json()["code"], bare.json()["expires_on"]) == ("other_expiry", day)
    moved = ok(await depot.move(2, lot="A18", back=True))
    ok(await depot.fair.mei.put(f"{depot.path}/stock-transfers/{moved['id']}/arrival", json={}))
    days = {
        (each["lot"], each["warehouse_id"]): each["expires_on"]
        for each in (await depot.one(depot.noodles))["there"]
    }
    assert days["A18", depot.home] == days["A18", depot.barn] == day


async def test_goods_with_another_day_do_not_arrive_as_one_lot(depot: Depot) -> None:
    fair, day = depot.fair, depot.fair.clock.now().date() + timedelta(days=30)
    order = await depot.ordered(await depot.supplier(), at=depot.barn)
    ok(await depot.receive(order["id"], 2, lot="A17", expires_on=str(day)))
    moved = ok(await depot.move(2, lot="A17", back=True))
    # As programs before this one left it.
    change = "update market_stocked set expires_on = null where lot = 'A17' returning lot"
    await fair.value(change)
    path = f"{depot.path}/stock-transfers/{moved['id']}/arrival"
    refused = await fair.mei.put(path, json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "other_expiry")
    assert (await depot.one(depot.noodles))["moving"] == 2
