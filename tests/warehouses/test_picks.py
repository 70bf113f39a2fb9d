"""Fetching by scan: what is wrong is refused, what was fetched is sent, the rest waits."""

import asyncio

from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Settle
from tests.orders.acts import ok
from tests.warehouses.acts import GTIN, Depot


async def test_two_orders_are_fetched_by_shelf_and_sent(depot: Depot) -> None:
    fair = depot.fair
    await depot.keep(depot.noodles, shelves={depot.home: "B 1"})
    await depot.keep(depot.bowl, shelves={depot.home: "A 1"})
    [first] = await fair.bought(fair.wanted(fair.kitchen, Noodles=2, Bowl=1))
    [second] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    day = ok(await fair.mei.get(f"{depot.path}/day-list"))
    assert {one["order_id"]: one["units"] for one in day["orders"]} == {
        first["id"]: 3,
        second["id"]: 1,
    }
    run = ok(await depot.pick(first["id"], second["id"]))
    assert [(line["shelf"], line["n"]) for line in run["lines"]] == [
        ("A 1", 1),
        ("B 1", 2),
        ("B 1", 1),
    ]
    taken = await depot.pick(first["id"])
    assert (taken.status_code, taken.json()["code"]) == (409, "picked_by_other")
    wrong = await depot.scan(run["id"], "4711")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_goods")
    scan = new_id()
    ok(await depot.scan(run["id"], GTIN, scan))
    # Twice is once.
    seen = ok(await depot.scan(run["id"], GTIN, scan))
    assert [line["picked"] for line in seen["lines"]] == [0, 1, 0]
    ok(await depot.scan(run["id"], GTIN))
    seen = ok(await depot.scan(run["id"], GTIN))
    assert [line["picked"] for line in seen["lines"]] == [0, 2, 1]
    enough = await depot.scan(run["id"], GTIN)
    assert (enough.json()["code"], enough.json()["goods"]) == ("goods_complete", "Noodles")
    done = ok(await depot.ship(run["id"]))
    assert {one["problem"] for one in done["orders"]} == {None}
    assert ok(await depot.ship(run["id"])) == done
    # The bowl was not found: that order is sent in part, and can be fetched again.
    assert (await fair.seen(first["id"]))["state"] == "sent_part"
    assert (await fair.seen(second["id"]))["state"] == "sent"
    again = ok(await depot.pick(first["id"]))
    assert [line["goods"]["title"] for line in again["lines"]] == ["Bowl"]
    ok(await depot.scan(again["id"], "BOWL-1"))
    ok(await depot.ship(again["id"]))
    assert (await fair.seen(first["id"]))["state"] == "sent"
    assert await fair.faults() == []


async def test_what_was_called_off_meanwhile_does_not_keep_the_others(
    depot: Depot, settle: Settle
) -> None:
    fair = depot.fair
    [first] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    [second] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    run = ok(await depot.pick(first["id"], second["id"]))
    for _ in range(2):
        ok(await depot.scan(run["id"], GTIN))
    ok(await fair.ask(first["id"], "cancel"))
    done = ok(await depot.ship(run["id"]))
    said = {one["order_id"]: one["problem"] for one in done["orders"]}
    assert said == {first["id"]: "order_not_now", second["id"]: None}
    # What was called off is anybody's again in the stock once the money is told of.
    await settle()
    assert await fair.faults() == []


async def test_one_order_is_fetched_by_one(depot: Depot) -> None:
    fair = depot.fair
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    answers = await asyncio.gather(*(depot.pick(order["id"]) for _ in range(6)))
    assert sum(one.is_success for one in answers) == 1
    assert {one.json()["code"] for one in answers if not one.is_success} == {"picked_by_other"}
    [run] = [one.json()["id"] for one in answers if one.is_success]
    nothing = await depot.ship(run)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_picked")
    assert (await fair.mei.delete(f"{depot.path}/picks/{run}")).status_code == 204
    assert (await depot.pick(order["id"])).is_success
    over = await depot.scan(run, GTIN)
    assert over.json()["code"] == "stock_paper_over"
