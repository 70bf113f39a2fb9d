"""Orders in one parcel whose ways part: one is called off and the other is not; and two who pack at
once wait for each other in order.
"""

import asyncio
from contextvars import Context
from typing import Any
from uuid import UUID

import pytest

from leapfrog import consolidation
from leapfrog.kernel.ids import new_id
from leapfrog.parcels import ParcelLabel
from tests.consolidation.test_together import agree, balance, bought, calm, together
from tests.contacts.conftest import Settle
from tests.orders.acts import Fair, ok
from tests.papers.escpos import read
from tests.parcels.acts import Village
from tests.waits import somebody_waits

FREE = "select id from stock_pool where id = $1 for no key update nowait"


async def sent_by_other(village: Village, orders: list[str]) -> None:
    """In one parcel, with a carrier of which the town hears nothing."""
    fair = village.fair
    path = f"/merchants/{fair.kitchen.id}/consolidations/{new_id()}"
    ok(
        await fair.mei.put(
            path, json={"orders": orders, "carrier": "other", "carrier_number": "X12345"}
        )
    )


async def refunded(fair: Fair, order: str) -> None:
    """All of the goods, whose buyer keeps whatever came."""
    case = ok(await fair.ask(order, "refund"))["cases"][-1]
    ok(await fair.say(case["id"], "agree", fair.mei))


async def confirmed(fair: Fair, order: str) -> None:
    ok(await fair.amina.put(f"/orders/{order}/confirmation"))


@pytest.mark.parametrize("refunded_first", [True, False])
@pytest.mark.parametrize("dearest", [True, False])
async def test_one_is_refunded_and_the_other_came(
    village: Village, settle: Settle, *, refunded_first: bool, dearest: bool
) -> None:
    """The parcel was brought: its price is the shop's, whichever order it hung on."""
    fair = village.fair
    before = await balance(fair.amina)
    gone = await bought(village, 300 if dearest else 100)
    came = await bought(village, 100 if dearest else 300)
    await sent_by_other(village, [gone, came])
    acts: list[Any] = [(refunded, gone), (confirmed, came)]
    for act, order in acts if refunded_first else acts[::-1]:
        await act(fair, order)
        await calm(village, settle)
        # Whatever was paid, also for the delivery, is somewhere.
        for one in [await fair.seen(gone), await fair.seen(came)]:
            assert one["total"] == one["waits"] + one["refunded"] + one["released"]
    assert (await fair.seen(gone))["state"] == "returned"
    assert (await fair.seen(came))["state"] in ("received", "done")
    assert before - await balance(fair.amina) == 600 + 300
    await agree(village)
    settled = "select array_agg(settled order by price) from parcels_delivery"
    assert await fair.value(settled) == ["buyer", "shop"]


async def test_both_are_refunded_at_once(village: Village, settle: Settle) -> None:
    """Nothing came: the price goes back once, when the last of them is over."""
    fair = village.fair
    before = await balance(fair.amina)
    orders = [await bought(village, price) for price in (300, 100, 200)]
    await sent_by_other(village, orders)
    await asyncio.gather(*(refunded(fair, one) for one in orders))
    await calm(village, settle)
    assert {(await fair.seen(one))["state"] for one in orders} == {"returned"}
    assert before == await balance(fair.amina)
    settled = "select array_agg(distinct settled) from parcels_delivery"
    assert await fair.value(settled) == ["buyer"]
    await agree(village)


async def test_goods_of_all_orders_are_locked_in_order(village: Village) -> None:
    """Two who pack for two buyers what lies in the same pools never wait for each other."""
    fair, database = village.fair, village.fair.town.database
    sql = "select pool_id from orders_line where order_id = $1"
    pools = {
        await fair.value(sql, UUID(await bought(village, 250, "courier", **{name: 1}))): name
        for name in ("Noodles", "Bowl")
    }
    first, second = sorted(pools)
    # The one that is sent first, since its delivery cost most, has what is locked last.
    lead = UUID(await bought(village, 300, "courier", **{pools[second]: 1}))
    other = UUID(await bought(village, 200, "courier", **{pools[first]: 1}))

    async def sends() -> UUID:
        mei, label = UUID(fair.mei.me["id"]), ParcelLabel()
        async with database.transaction() as db:
            return await consolidation.send_together(
                db, mei, fair.kitchen.id, new_id(), [lead, other], label
            )

    async with database.transaction() as db:
        await db.value(FREE, first)
        task = asyncio.create_task(sends(), context=Context())
        await somebody_waits(db)
        assert await db.value(FREE, second) == second
    await task
    await agree(village)


async def test_a_receipt_says_that_a_delivery_went_back(village: Village) -> None:
    fair = village.fair
    orders = [await bought(village, price) for price in (300, 100)]
    ok(await together(village, orders))
    for order, back in zip(orders, ([], [["-1.00", "EUR"]]), strict=True):
        answer = await fair.amina.get(f"/orders/{order}/receipt.escpos")
        printed = read(answer.content).text
        assert [one.split()[-2:] for one in printed.splitlines() if "Paid back" in one] == back
