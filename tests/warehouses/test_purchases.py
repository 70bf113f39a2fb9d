"""What is ordered from suppliers: received in part, at what it cost."""

import asyncio
from datetime import timedelta

from leapfrog.kernel.ids import new_id
from leapfrog.warehouses.model import average_cost
from tests.orders.acts import ok
from tests.warehouses.acts import Depot


async def test_goods_are_received_in_part_and_cost_their_average(depot: Depot) -> None:
    await depot.keep(depot.noodles, cost=240)
    supplier = await depot.supplier()
    order = await depot.ordered(supplier, 10, 300)
    assert (order["state"], order["total"]) == ("open", 3_000)
    assert (await depot.one(depot.noodles))["expected"] == 10
    receipt = new_id()
    part = ok(await depot.receive(order["id"], 4, receipt))
    assert (part["state"], part["lines"][0]["received"]) == ("open", 4)
    # The same again is the same; another number under its id is refused.
    assert ok(await depot.receive(order["id"], 4, receipt)) == part
    assert (await depot.receive(order["id"], 5, receipt)).json()["code"] == "stock_paper_id_used"
    one = await depot.one(depot.noodles)
    assert (one["units"], one["expected"], one["cost"]) == (24, 6, 250)
    refused = await depot.receive(order["id"], 7)
    assert (refused.json()["code"], refused.json()["most"]) == ("not_so_many_there", 6)
    whole = ok(await depot.receive(order["id"], 6))
    assert whole["state"] == "received"
    assert (await depot.receive(order["id"], 1)).json()["code"] == "stock_paper_over"
    assert (await depot.one(depot.noodles))["units"] == 30


async def test_the_rest_of_an_order_may_never_come(depot: Depot) -> None:
    order = await depot.ordered(await depot.supplier())
    path = f"{depot.path}/supplier-orders/{order['id']}"
    ok(await depot.receive(order["id"], 1))
    ended = ok(await depot.fair.mei.put(f"{path}/end"))
    assert ended["state"] == "ended"
    assert ok(await depot.fair.mei.put(f"{path}/end")) == ended
    assert (await depot.one(depot.noodles))["expected"] == 0
    listed = ok(await depot.fair.mei.get(f"{depot.path}/supplier-orders"))
    assert [one["id"] for one in listed["purchases"]] == [order["id"]]
    assert listed["suppliers"][0]["name"] == "Mill"


async def test_a_lot_has_one_day_of_expiry(depot: Depot) -> None:
    today = depot.fair.clock.now().date()
    order = await depot.ordered(await depot.supplier())
    day = str(today + timedelta(days=30))
    ok(await depot.receive(order["id"], 1, lot="B7", expires_on=day))
    other = str(today + timedelta(days=31))
    refused = await depot.receive(order["id"], 1, lot="B7", expires_on=other)
    assert (refused.json()["code"], refused.json()["expires_on"]) == ("other_expiry", day)
    gone = await depot.receive(order["id"], 1, expires_on=str(today))
    assert gone.status_code in (400, 422)
    assert (await depot.one(depot.noodles))["units"] == 21


async def test_costs_of_what_comes_at_once_are_averaged_one_after_another(depot: Depot) -> None:
    await depot.keep(depot.noodles, cost=100)
    supplier = await depot.supplier()
    made = [await depot.ordered(supplier, 10, cost=200) for _ in range(6)]
    answers = await asyncio.gather(*(depot.receive(one["id"], 10) for one in made))
    assert all(one.is_success for one in answers)
    wanted = 100
    for n in range(6):
        wanted = average_cost(20 + 10 * n, wanted, 10, 200)
    assert (await depot.one(depot.noodles))["cost"] == wanted


async def test_who_changes_a_price_does_not_change_the_cost(depot: Depot) -> None:
    await depot.keep(depot.noodles, cost=240)
    found = ok(await depot.fair.mei.get(f"/market/fronts/{depot.shop}/items"))["items"]
    [item] = [one["id"] for one in found if one["variants"][0]["id"] == depot.noodles]
    body = {"id": depot.noodles, "options": [], "price": 700}
    ok(await depot.fair.mei.put(f"/market/items/{item}/variants", json=body))
    assert (await depot.one(depot.noodles))["cost"] == 240


def test_an_average_rounds_the_half_up() -> None:
    assert average_cost(20, 240, 4, 300) == 250
    assert average_cost(1, 1, 1, 2) == 2
    assert average_cost(5, None, 1, 70) == average_cost(0, 10, 1, 70) == 70
