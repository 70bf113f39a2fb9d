"""Counting: shown before it is booked, with a reason, never over what happened meanwhile."""

from leapfrog.kernel.ids import new_id
from tests.orders.acts import ok
from tests.warehouses.acts import Depot


async def test_a_count_changes_nothing_before_it_is_booked(depot: Depot) -> None:
    await depot.keep(depot.noodles, cost=250)
    count = new_id()
    seen = ok(await depot.count(count, noodles=18, bowl=3))
    by = {line["goods"]["title"]: line for line in seen["lines"]}
    assert (by["Noodles"]["counted"], by["Noodles"]["expected"]) == (18, 20)
    assert (by["Noodles"]["value"], by["Bowl"]["value"], seen["booked_at"]) == (-500, 0, None)
    assert await depot.units(depot.noodles) == {depot.home: 20}
    # Counted anew under the same id.
    seen = ok(await depot.count(count, noodles=19, bowl=3))
    bare = await depot.book(str(count))
    assert (bare.status_code, bare.json()["code"]) == (409, "count_reason_needed")
    assert await depot.units(depot.noodles) == {depot.home: 20}
    done = ok(await depot.book(str(count), noodles="damaged"))
    assert done["booked_at"]
    assert ok(await depot.book(str(count), noodles="lost")) == done
    assert await depot.units(depot.noodles) == {depot.home: 19}
    again = await depot.count(count, noodles=20)
    assert (again.status_code, again.json()["code"]) == (409, "stock_paper_over")
    [listed] = ok(await depot.fair.mei.get(f"{depot.path}/stock-counts"))["counts"]
    assert listed["id"] == str(count)
    assert {line["reason"] for line in listed["lines"]} == {"damaged", ""}


async def test_what_was_sent_while_somebody_counted_is_not_booked_over(depot: Depot) -> None:
    fair = depot.fair
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=4))
    count = new_id()
    seen = ok(await depot.count(count, noodles=19))
    [line] = seen["lines"]
    assert (line["expected"], line["claimed"]) == (20, 4)
    await fair.send(order["id"])
    refused = await depot.book(str(count), noodles="lost")
    assert (refused.status_code, refused.json()["code"]) == (409, "count_outdated")
    assert refused.json()["units"] == 16
    assert await depot.units(depot.noodles) == {depot.home: 16}
    ok(await depot.count(count, noodles=15))
    ok(await depot.book(str(count), noodles="lost"))
    assert await depot.units(depot.noodles) == {depot.home: 15}
    assert await fair.faults() == []


async def test_bad_counts_are_refused_and_change_nothing(depot: Depot) -> None:
    path = f"{depot.path}/stock-counts/{new_id()}"
    line = {"variant_id": depot.noodles, "n": 1}
    lamp = str(depot.fair.lamps.variants["Lamp"])
    for lines, status in (
        ([], 422),
        ([line, line], 422),
        ([line | {"n": -1}], 422),
        ([line | {"n": 10**9}], 422),
        ([line | {"variant_id": lamp}], 404),
        ([line | {"lot": "x" * 41}], 422),
    ):
        body = {"warehouse_id": depot.home, "lines": lines}
        refused = await depot.fair.mei.put(path, json=body)
        assert refused.status_code in (400, status), (lines, refused.text)
    elsewhere = {"warehouse_id": str(new_id()), "lines": [line]}
    assert (await depot.fair.mei.put(path, json=elsewhere)).json()["code"] == "no_stock_place"
    assert await depot.fair.value("select count(*) from warehouses_count") == 0
