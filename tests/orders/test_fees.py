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
