"""What runs low, what goes between warehouses, what it is worth."""

import asyncio
from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Settle
from tests.orders.acts import ok
from tests.warehouses.acts import GTIN, Depot


async def test_the_stock_of_a_shop_and_its_worth(depot: Depot) -> None:
    await depot.keep(depot.noodles, cost=250, shelves={depot.home: "A 3"})
    await depot.moved(5)
    found = await depot.stock()
    assert [one["title"] for one in found["variants"]] == ["Bowl", "Noodles"]
    bowl, noodles = found["variants"]
    assert (bowl["units"], bowl["value"], noodles["units"], noodles["free"]) == (3, 0, 20, 20)
    assert (noodles["cost"], noodles["value"], found["value"]) == (250, 5_000, 5_000)
    assert (found["units"], found["without_cost"], found["next"]) == (23, 1, None)
    assert await depot.units(depot.noodles) == {depot.home: 15, depot.barn: 5}
    assert {each["shelf"] for each in noodles["there"]} == {"A 3", ""}
    assert [one["title"] for one in (await depot.stock(q="bowl"))["variants"]] == ["Bowl"]
    for code, title in ((GTIN, "Noodles"), ("BOWL-1", "Bowl")):
        path = f"{depot.path}/stock/scanned"
        assert ok(await depot.fair.mei.get(path, params={"code": code}))["title"] == title
    unknown = await depot.fair.mei.get(f"{depot.path}/stock/scanned", params={"code": "4711"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no_stocked_variant")


async def test_a_transfer_is_booked_out_and_in(depot: Depot) -> None:
    transfer = new_id()
    made = ok(await depot.move(8, transfer))
    assert made["arrived_at"] is None
    one = await depot.one(depot.noodles)
    assert (one["units"], one["free"], one["moving"]) == (12, 12, 8)
    # The same again is the same, and something else under this id is refused.
    assert ok(await depot.move(8, transfer)) == made
    other = await depot.move(9, transfer)
    assert (other.status_code, other.json()["code"]) == (409, "stock_paper_id_used")
    too_many = await depot.move(13)
    assert (too_many.json()["code"], too_many.json()["most"]) == ("not_so_many_there", 12)
    assert (await depot.arrive(str(transfer), 9)).json()["code"] == "not_so_many_there"
    # One is missing: it is written off.
    done = ok(await depot.arrive(str(transfer), 7))
    assert [line["arrived"] for line in done["lines"]] == [7]
    assert ok(await depot.arrive(str(transfer), 7)) == done
    assert (await depot.arrive(str(transfer), 8)).json()["code"] == "stock_paper_over"
    assert await depot.units(depot.noodles) == {depot.home: 12, depot.barn: 7}
    assert (await depot.one(depot.noodles))["moving"] == 0
    listed = ok(await depot.fair.mei.get(f"{depot.path}/stock-transfers"))
    assert [one["id"] for one in listed["transfers"]] == [str(transfer)]
    journal = "select coalesce(sum(delta), 0)::int from stock_move"
    units = "select sum(units)::int from stock_pool"
    assert await depot.fair.value(journal) == await depot.fair.value(units)


async def test_twelve_move_the_last_ones_at_once(depot: Depot) -> None:
    answers = await asyncio.gather(*(depot.move(3) for _ in range(12)))
    assert sum(one.is_success for one in answers) == 6
    assert {one.json()["code"] for one in answers if not one.is_success} == {"not_so_many_there"}
    one = await depot.one(depot.noodles)
    assert (one["units"], one["moving"]) == (2, 18)


async def low(depot: Depot) -> bool:
    return bool((await depot.one(depot.noodles))["is_low"])


async def test_a_shop_is_warned_once_when_something_runs_low(depot: Depot, settle: Settle) -> None:
    """Over all warehouses together: five here and ten there are fifteen."""
    fair = depot.fair
    await depot.moved(10)
    await depot.keep(depot.noodles, low_water=14)
    assert not await low(depot)
    await fair.bought(fair.wanted(fair.kitchen, Noodles=5))
    await settle()
    assert not await low(depot)
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await settle()
    assert await low(depot)
    assert (await depot.stock(only="low"))["low"] == 1
    at = "select warned_at from warehouses_watch"
    first = await fair.value(at)
    await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    await settle()
    assert await fair.value(at) == first
    ok(await depot.count("01900000-0000-7000-8000-000000000001", noodles=15))
    booked = await depot.book("01900000-0000-7000-8000-000000000001", noodles="found")
    assert booked.is_success, booked.text
    await settle()
    assert not await low(depot)
    await depot.keep(depot.noodles, low_water=None)
    assert (await depot.one(depot.noodles))["low_water"] is None


async def test_a_lot_is_sold_until_its_day_and_the_first_to_expire_first(
    depot: Depot, settle: Settle, clock: FixedClock
) -> None:
    fair, today = depot.fair, depot.fair.clock.now().date()
    supplier = await depot.supplier()
    soon, late = today + timedelta(days=10), today + timedelta(days=90)
    for lot, day in (("L2", late), ("L1", soon)):
        order = await depot.ordered(supplier, 2)
        ok(await depot.receive(order["id"], 2, lot=lot, expires_on=str(day)))
    # What has no lot lies there as long: twenty, and four in lots.
    one = await depot.one(depot.noodles)
    assert [(each["lot"], each["units"]) for each in one["there"]] == [
        ("L1", 2),
        ("L2", 2),
        ("", 20),
    ]
    [bought] = await fair.bought(fair.wanted(fair.kitchen, Noodles=3))
    lots = {each["lot"]: each["free"] for each in (await depot.one(depot.noodles))["there"]}
    assert lots == {"L1": 0, "L2": 1, "": 20}
    assert [line["n"] for line in bought_lines(await fair.seen(bought["id"]))] == [2, 1]
    assert await fair.faults() == []
    clock.advance(timedelta(days=89))
    await settle()
    kept = await depot.stock(only="expiring")
    assert [one["title"] for one in kept["variants"]] == ["Noodles"]
    clock.advance(timedelta(days=2))
    await settle()
    one = await depot.one(depot.noodles)
    assert one["free"] == 20
    assert [each["is_expired"] for each in one["there"]] == [True, True, False]


def bought_lines(order: dict[str, list[dict[str, int]]]) -> list[dict[str, int]]:
    return order["lines"]
