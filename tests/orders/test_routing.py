"""From which warehouse an order comes: one that has all, the nearest; else as few as possible."""

from typing import Any
from uuid import UUID

from leapfrog.kernel.ids import new_id
from leapfrog.places import Point, nearest
from leapfrog.stock import RoutedLine, routed
from tests.orders.acts import Fair, ok
from tests.warehouses.acts import Depot, open_depot

A, B, C = (UUID(int=n) for n in (1, 2, 3))


def pool(line: int, at: UUID) -> UUID:
    return UUID(int=line * 100 + at.int)


def line(n: int, units: int, *places: UUID) -> RoutedLine:
    return RoutedLine(units, [pool(n, at) for at in places], list(places))


def free(**units: int) -> dict[UUID, int]:
    """`a1=3`: three of line 1 lie in A."""
    at = {"a": A, "b": B, "c": C}
    return {pool(int(key[1:]), at[key[0]]): n for key, n in units.items()}


def first(lines: list[RoutedLine], there: dict[UUID, int], order: list[UUID]) -> list[UUID]:
    """The pool that gives something first for each line."""
    return [next(each for each in one if there.get(each)) for one in routed(lines, there, order)]


def test_one_that_has_all_goes_before_a_nearer_one() -> None:
    lines = [line(1, 2, A, B, C), line(2, 1, A, B, C)]
    there = free(a1=2, b1=2, b2=1, c1=9, c2=9)
    assert first(lines, there, [A, B, C]) == [pool(1, B), pool(2, B)]
    assert first(lines, there, [C, A, B]) == [pool(1, C), pool(2, C)]


def test_fewest_parts_where_none_has_all() -> None:
    lines = [line(1, 2, A, B, C), line(2, 1, A, B, C), line(3, 1, A, B, C)]
    there = free(a1=2, b2=1, c2=1, c3=1)
    assert first(lines, there, [A, B, C]) == [pool(1, A), pool(2, C), pool(3, C)]
    # A line can come from two.
    [pools] = routed([line(1, 5, A, B, C)], free(a1=3, b1=1, c1=2), [B, A, C])
    assert pools == [pool(1, A), pool(1, C), pool(1, B)]


def test_what_nobody_has_keeps_the_order() -> None:
    assert routed([line(1, 5, A, B)], {}, [B, A]) == [[pool(1, B), pool(1, A)]]


def test_nearest_by_the_way_and_unknown_last() -> None:
    places = {A: Point(0.0, 1.0), B: None, C: Point(0.0, 0.1)}
    assert nearest(places, Point(0.0, 0.0)) == [C, A, B]
    assert nearest(places, None) == [A, B, C]


async def bought_near(
    depot: Depot, near: tuple[float, float], **goods: int
) -> list[dict[str, Any]]:
    fair = depot.fair
    body = {
        "shops": [fair.wanted(fair.kitchen, "own", **goods)],
        "name": "Amina",
        "address": "The blue door",
        "lat": near[0],
        "lon": near[1],
    }
    quoted = ok(await fair.amina.post("/orders/quotes", json=body))
    [order] = ok(await fair.pay(quoted))["orders"]
    lines: list[dict[str, Any]] = (await fair.seen(order["id"]))["lines"]
    return lines


async def test_an_order_comes_from_the_nearest_that_has_all_of_it(fair: Fair) -> None:
    depot = await open_depot(fair)
    await depot.moved(6)
    terms = {
        "own_price": 0,
        "courier_price": None,
        "point_price": None,
        "cutoff": 960,
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "handling_days": 0,
    }
    ok(await depot.fair.mei.put(f"{depot.path}/delivery-terms", json=terms))

    async def there() -> dict[str, int]:
        one = await depot.one(depot.noodles)
        return {each["warehouse_id"]: each["free"] for each in one["there"]}

    barn, pier = (-1.10, 36.61), (-1.2921, 36.8219)
    assert [each["n"] for each in await bought_near(depot, barn, Noodles=2)] == [2]
    assert await there() == {depot.home: 14, depot.barn: 4}
    assert [each["n"] for each in await bought_near(depot, pier, Noodles=2)] == [2]
    assert await there() == {depot.home: 12, depot.barn: 4}
    # The bowl lies at the shop alone: one parcel from there, not two.
    await bought_near(depot, barn, Noodles=1, Bowl=1)
    assert await there() == {depot.home: 11, depot.barn: 4}
    # More than any one has: of both, as two lines, which add up.
    lines = await bought_near(depot, barn, Noodles=13)
    assert [(each["no"], each["n"], each["paid"]) for each in lines] == [
        (0, 4, 2_400),
        (1, 9, 5_400),
    ]
    assert await there() == {depot.home: 2, depot.barn: 0}
    refused = await depot.fair.quote(depot.fair.wanted(depot.fair.kitchen, "own", Noodles=3))
    assert (refused.json()["code"], refused.json()["left"]) == ("order_sold_out", 2)
    assert await depot.fair.faults() == []
    # Bought again it is one thing, as many as both lines were, or as many as there are.
    path = f"/market/stock-moves/{new_id()}"
    more = {"variant_id": str(depot.noodles), "why": "count", "units": 40}
    ok(await depot.fair.mei.put(path, json=more))
    [order] = [
        one for one in ok(await depot.fair.amina.get("/orders"))["orders"] if one["units"] == 13
    ]
    again = ok(await depot.fair.amina.put(f"/orders/{order['id']}/again"))
    assert [(one["became"], one["n"]) for one in again["lines"]] == [("put", 13)]
    assert again["cart"]["total"] == 13 * 600
