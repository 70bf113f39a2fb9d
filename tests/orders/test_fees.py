"""The town's fee on orders: frozen when they are paid, taken of what is released; and money that
waits too long is seen.
"""

from datetime import timedelta
from uuid import UUID

from leapfrog import pay
from leapfrog.kernel.ids import new_id
from leapfrog.market.desk import put_fee
from leapfrog.market.model import FeeWishes
from tests.contacts.conftest import Settle
from tests.orders.acts import Fair, ok
from tests.paged import every


async def announced(fair: Fair, base_bp: int, **rates: int) -> None:
    """A table that is in force from now on, by the clock."""
    begins = fair.clock.now() + timedelta(days=16)
    async with fair.town.database.transaction() as db:
        wanted = FeeWishes(begins, base_bp, {key.replace("_", "/"): n for key, n in rates.items()})
        await put_fee(db, UUID(fair.olga.me["id"]), new_id(), wanted)
    fair.clock.set(begins)


async def taken(fair: Fair) -> int:
    async with fair.town.database.transaction() as db:
        account = (await pay.town_account(db, "fee")).id
        return int(await db.value("select balance from wallet_account where id = $1", account))


async def test_the_fee_of_the_day_of_payment_is_taken_of_what_the_shop_gets(
    fair: Fair, settle: Settle
) -> None:
    await announced(fair, 300, food_grain=250)
    order = (await fair.bought(fair.wanted(fair.kitchen, Noodles=2)))[0]["id"]
    await fair.send(order)
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    # What holds from some later day on changes nothing of it.
    await announced(fair, 1_000)
    await settle()
    assert (await fair.seen(order))["state"] == "done"
    fee = 1_200 * 250 // 10_000
    assert await taken(fair) == fee
    assert await fair.shop_has(fair.kitchen) == 1_200 - fee
    assert await fair.faults() == []


async def test_a_fee_is_of_each_line_and_of_nothing_that_goes_back(
    fair: Fair, settle: Settle
) -> None:
    await announced(fair, 300, food_grain=250)
    order = (await fair.bought(fair.wanted(fair.kitchen, Noodles=1)))[0]["id"]
    await fair.ask(order, "cancel")
    await settle()
    assert (await fair.seen(order))["state"] == "returned"
    assert await taken(fair) == 0
    assert await fair.faults() == []


async def mixed(fair: Fair) -> str:
    """An order, paid: noodles at ten percent, a bowl for which the town takes nothing."""
    bowl = fair.kitchen.variants["Bowl"]
    await fair.value(
        """
        update market_item set category = 'art' where id in (
            select item_id from market_variant where id = $1
        ) returning id
        """,
        bowl,
    )
    await announced(fair, 0, food=1_000)
    order = (await fair.bought(fair.wanted(fair.kitchen, Noodles=3, Bowl=1)))[0]
    assert order["total"] == 2_250
    return str(order["id"])


async def test_what_is_left_when_a_line_goes_back_pays_its_own_rate(
    fair: Fair, settle: Settle
) -> None:
    order = await mixed(fair)
    ok(await fair.ask(order, "cancel", units=[{"no": 0, "n": 3}]))
    await settle()
    assert (await fair.seen(order))["refunded"] == 1_800
    await fair.send(order)
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))
    await settle()
    assert (await fair.seen(order))["released"] == 450
    assert await taken(fair) == 0
    assert await fair.shop_has(fair.kitchen) == 450
    assert await fair.faults() == []


async def test_a_ruling_that_ends_an_order_takes_the_rates_of_what_is_left(
    fair: Fair, settle: Settle
) -> None:
    order = await mixed(fair)
    await fair.send(order)
    case = ok(await fair.ask(order, "refund", units=[{"no": 1, "n": 1}], amount=450))
    case_id = case["cases"][0]["id"]
    ok(await fair.say(case_id, "refuse", fair.mei))
    ok(await fair.say(case_id, "appeal", fair.amina))
    body = {"to_buyer": 450, "whole": True, "for_buyer": "Cracked", "for_shop": "Cracked"}
    ok(await fair.olga.put(f"/desk/orders/cases/{case_id}/rulings/{new_id()}", json=body))
    await settle()
    assert (await fair.seen(order))["released"] == 1_800
    assert await taken(fair) == 180
    assert await fair.faults() == []


async def test_money_that_waits_too_long_stands_at_the_desk(fair: Fair, settle: Settle) -> None:
    late, fine = [
        (await fair.bought(fair.wanted(fair.kitchen, Noodles=1)))[0]["id"] for _ in range(2)
    ]
    await settle()
    assert ok(await fair.olga.get("/desk/orders/waiting"))["orders"] == []
    # As if the timer of one had been lost.
    past = fair.clock.now() - timedelta(hours=2)
    sql = "update escrow_trade set due_at = $2 where id = $1 returning id"
    assert await fair.value(sql, UUID(late), past)
    [one] = ok(await fair.olga.get("/desk/orders/waiting"))["orders"]
    assert (one["order_id"], one["why"], one["waits"]) == (late, "late", 600)
    assert fine != late
    # Nobody else sees it, and who buys or sells finds it nowhere but in the order.
    for who in (fair.mei, fair.amina):
        assert (await who.get("/desk/orders/waiting")).status_code == 403


async def test_what_waits_too_long_is_read_page_by_page(fair: Fair, settle: Settle) -> None:
    made = [(await fair.bought(fair.wanted(fair.kitchen, Noodles=1)))[0]["id"] for _ in range(3)]
    await settle()
    sql = "update escrow_trade set due_at = $2 where id = $1 returning id"
    for n, order in enumerate(made):
        assert await fair.value(sql, UUID(order), fair.clock.now() - timedelta(hours=9 - n))
    found = await every(fair.olga, "/desk/orders/waiting", "orders", 2)
    assert [one["order_id"] for one in found] == made
