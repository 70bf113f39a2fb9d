"""The close of a day: its sums, and where the money goes."""

import asyncio

from leapfrog.kernel.ids import new_id
from tests.till.acts import Stall, balance, code, ok


async def test_a_day_is_closed_with_its_totals_and_paid_out(stall: Stall) -> None:
    first = await stall.sold(1_000)
    ok(await stall.typed(250))
    ok(await stall.refund(first["id"], 200))
    open_day = ok(await stall.juma.get(stall.path("days")))["open"]
    assert [(one["by_name"], one["sales"], one["sold"]) for one in open_day] == [
        ("Carla", 1, 1_000),
        ("", 1, 250),
    ]
    close_id = new_id()
    day = ok(await stall.close(close_id))
    sums = [day[name] for name in ("number", "sales", "sold", "refunds", "refunded")]
    assert sums == [1, 2, 1_250, 1, 200]
    assert (day["moved"], day["paid_out"], day["by_name"]) == (1_050, 1_050, "Juma")
    assert ok(await stall.close(close_id)) == day
    assert await stall.accounts() == (0, 0)
    assert await balance(stall.juma) == (1_050, 0, 0)


async def test_each_sale_is_in_one_day(stall: Stall) -> None:
    await stall.sold(100)
    days = [ok(one) for one in await asyncio.gather(*(stall.close() for _ in range(4)))]
    assert sorted(day["sold"] for day in days) == [0, 0, 0, 100]
    assert sorted(day["number"] for day in days) == [1, 2, 3, 4]
    await stall.sold(70)
    assert ok(await stall.close())["sold"] == 70
    assert await balance(stall.juma) == (170, 0, 0)


async def test_sales_while_the_day_is_closed_are_lost_in_neither_day(stall: Stall) -> None:
    async def sell() -> None:
        for _ in range(6):
            ok(await stall.typed(10))

    async def close() -> int:
        return sum([ok(await stall.close())["moved"] for _ in range(6)])

    _, moved = await asyncio.gather(sell(), close())
    moved += ok(await stall.close())["moved"]
    assert moved == 60
    assert await stall.accounts() == (0, 0)
    assert await balance(stall.juma) == (60, 0, 0)


async def test_refunds_while_the_day_is_closed_are_lost_in_neither_day(stall: Stall) -> None:
    ok(await stall.juma.patch(f"/merchants/{stall.id}", json={"pays_out": False}))
    sold = [await stall.sold(100) for _ in range(6)]

    async def give_back() -> None:
        for one in sold:
            ok(await stall.refund(one["id"], 30))

    async def close() -> None:
        for _ in range(6):
            ok(await stall.close())

    await asyncio.gather(give_back(), close())
    ok(await stall.close())
    days = ok(await stall.juma.get(stall.path("days")))["closed"]
    assert (sum(day["sold"] for day in days), sum(day["refunded"] for day in days)) == (600, 180)
    assert sorted(await stall.accounts()) == [0, 420]
    assert await balance(stall.amina) == (9_580, 0, 0)


async def test_a_cashier_closes_no_day(stall: Stall) -> None:
    assert code(await stall.close(who=stall.carla)) == "role_needed"
