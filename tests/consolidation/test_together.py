"""Orders in one parcel: one delivery is paid, each order follows, and the money agrees whatever
becomes of the parcel.
"""

import asyncio
import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from leapfrog import parcel_checks
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.orders.acts import balance as both
from tests.parcels.acts import TERMS, Village
from tests.pay.acts import befriend

PRICES = "select price, settled from parcels_delivery order by id"


async def calm(village: Village, settle: Settle) -> None:
    """All that follows has happened. Two orders of one buyer follow their parcel at once: the one
    that met the other's lock is tried again when the clock goes on.
    """
    await settle()
    village.fair.clock.advance(timedelta(minutes=5))
    await settle()


async def balance(who: Client) -> int:
    """What somebody can spend, minor units."""
    return int((await both(who))[0])


async def together(
    village: Village, orders: list[str], bundle: Any = None, who: Client | None = None
) -> httpx.Response:
    fair = village.fair
    path = f"/merchants/{fair.kitchen.id}/consolidations/{bundle or new_id()}"
    return await (who or fair.mei).put(path, json={"orders": orders})


async def bought(village: Village, price: int, delivery: str = "courier", **goods: int) -> str:
    """An order of Amina's, whose delivery cost so much."""
    fair = village.fair
    terms = TERMS | {"courier_price": price, "point_price": price}
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=terms))
    return str((await village.bought(delivery, **(goods or {"Noodles": 1})))["id"])


async def agree(village: Village) -> None:
    """Orders, stock, escrows, parcels and the ledger."""
    assert await village.fair.faults() == []
    async with village.fair.town.database.transaction() as db:
        assert await parcel_checks.faults(db, timedelta(0)) == []


async def test_the_dearest_delivery_is_paid_and_the_others_go_back(
    village: Village, settle: Settle
) -> None:
    fair, kofi = village.fair, village.kofi
    orders = [await bought(village, price) for price in (250, 300, 100)]
    path = f"/merchants/{fair.kitchen.id}/consolidations"
    [group] = ok(await fair.mei.get(path))["groups"]
    assert [one["id"] for one in group["orders"]] == orders
    before = await balance(fair.amina)
    made = ok(await together(village, orders))
    assert await balance(fair.amina) - before == 350
    assert ok(await fair.mei.get(path))["groups"] == []
    seen = [await fair.seen(one) for one in orders]
    assert {one["state"] for one in seen} == {"sent"}
    shown = [one["parcels"] for one in seen]
    assert {(one["id"], one["number"], one["orders_in"]) for [one] in shown} == {
        (made["parcel_id"], made["number"], 3)
    }
    assert [one["contents"] for [one] in shown] == [{"0": 1}] * 3
    await calm(village, settle)
    await agree(village)
    [parcel] = shown[0]
    [waiting] = ok(await kofi.get("/courier"))["waiting"]
    assert waiting["id"] == parcel["id"]
    ok(await village.does(kofi, parcel, "collect"))
    # Each order's code opens it; that of another order does not.
    wrong = await village.does(kofi, parcel, "deliver", code="000000")
    assert wrong.json()["code"] == "wrong_parcel_code"
    code = shown[2][0]["code"]
    assert ok(await village.does(kofi, parcel, "deliver", code=code))["state"] == "received"
    await calm(village, settle)
    assert {(await fair.seen(one))["state"] for one in orders} <= {"received", "done"}
    # The courier had one way and gets one fee, from the one delivery that was paid.
    assert await balance(kofi) == 80
    await agree(village)


async def test_at_a_point_any_of_the_codes_opens_it(village: Village, settle: Settle) -> None:
    fair = village.fair
    orders = [await bought(village, 150, "point") for _ in range(2)]
    ok(await together(village, orders))
    found = [(await fair.seen(one))["parcels"][0] for one in orders]
    assert found[0]["code"] != found[1]["code"]
    ok(await village.arrives(found[0]["number"]))
    given = ok(await village.handed(found[1]["code"]))["parcels"]
    assert [one["id"] for one in given] == [found[0]["id"]]
    await calm(village, settle)
    assert {(await fair.seen(one))["state"] for one in orders} <= {"received", "done"}
    await agree(village)


async def test_what_comes_back_gives_each_order_its_money_and_goods(
    village: Village, settle: Settle
) -> None:
    fair, kofi = village.fair, village.kofi
    before = await balance(fair.amina)
    stock = "select sum(units - taken)::int from stock_pool"
    free = await fair.value(stock)
    orders = [await bought(village, price, Noodles=n) for price, n in ((250, 1), (200, 2))]
    ok(await together(village, orders))
    parcel = (await fair.seen(orders[0]))["parcels"][0]
    ok(await village.does(kofi, parcel, "collect"))
    ok(await village.does(kofi, parcel, "turn_back"))
    await calm(village, settle)
    ok(await village.does(fair.mei, parcel, "take_back"))
    await calm(village, settle)
    seen = [await fair.seen(one) for one in orders]
    assert [(one["state"], one["refunded"]) for one in seen] == [
        ("returned", 600),
        # With its delivery.
        ("returned", 1_400),
    ]
    assert await fair.value(stock) == free
    # It was carried once: that is paid.
    assert before - await balance(fair.amina) == 250
    await agree(village)


async def test_the_same_again_is_the_same_and_another_set_is_refused(
    village: Village, settle: Settle, settings: Any
) -> None:
    fair = village.fair
    orders = [await bought(village, 250) for _ in range(3)]
    bundle = new_id()
    first = ok(await together(village, orders[:2], bundle))
    after = await balance(fair.amina)
    assert ok(await together(village, orders[:2], bundle)) == first
    assert ok(await together(village, orders[1::-1], bundle)) == first
    assert await balance(fair.amina) == after
    async with unchanged(str(settings.database_url), "identity_session"):
        for some in (orders, orders[1:], [orders[0]] * 2, [orders[2], str(new_id())]):
            answer = await together(village, some, bundle)
            assert answer.status_code in (404, 409), answer.text
        for some in ([orders[2]], []):
            assert (await together(village, some)).json()["code"] == "invalid"
        again = await together(village, orders[:2])
        assert again.json()["code"] == "do_not_fit_together"
    await calm(village, settle)
    await agree(village)


async def test_twelve_send_the_same_orders_together(village: Village, settle: Settle) -> None:
    fair = village.fair
    orders = [await bought(village, 250) for _ in range(3)]
    before = await balance(fair.amina)
    tries = [together(village, random.sample(orders, 3)) for _ in range(12)]
    answers = await asyncio.gather(*tries)
    codes = sorted(one.status_code for one in answers)
    assert codes == [200] + [409] * 11
    assert await balance(fair.amina) - before == 500
    assert await fair.value("select count(*) from parcels_parcel") == 1
    await calm(village, settle)
    await agree(village)


async def test_what_does_not_belong_together_stays_apart(
    village: Village, join: Join, settings: Any
) -> None:
    fair = village.fair
    mine, elsewhere = await bought(village, 250), await bought(village, 250, "point")
    brought = str((await village.bought("own", Noodles=1))["id"])
    wanted = fair.wanted(fair.kitchen, "courier", Noodles=1)
    body = {"shops": [wanted], "name": "Amina", "address": "Another door"}
    [other_door] = ok(await fair.pay(ok(await fair.amina.post("/orders/quotes", json=body))))[
        "orders"
    ]
    lamp = (await fair.bought(fair.wanted(fair.lamps, "pickup", Lamp=1)))[0]["id"]
    gone = await bought(village, 250)
    await fair.send(gone)
    asked = await bought(village, 250)
    ok(await fair.mei.put(f"/packing/{asked}/packed"))
    ok(await fair.ask(asked, "cancel"))
    async with unchanged(str(settings.database_url), "identity_session"):
        for one in (elsewhere, brought, other_door["id"], lamp, gone, asked):
            answer = await together(village, [mine, one])
            assert answer.status_code in (404, 409), (one, answer.text)
    path = f"/merchants/{fair.kitchen.id}/consolidations"
    assert ok(await fair.mei.get(path))["groups"] == []


@pytest.mark.parametrize("seed", range(6))
async def test_money_agrees_whatever_becomes_of_it(
    village: Village, settle: Settle, seed: int
) -> None:
    """Random orders at random prices in one parcel, and beside it; random acts with it, some of
    them twice; the buyer has paid for what was kept and for one delivery, and nobody else has more.
    """
    fair, kofi, dice = village.fair, village.kofi, random.Random(seed)
    delivery = dice.choice(["courier", "point"])
    prices = [dice.choice([100, 150, 250, 400]) for _ in range(dice.randint(2, 4))]
    before = await balance(fair.amina)
    orders = [
        await bought(village, price, delivery, Noodles=dice.randint(1, 3)) for price in prices
    ]
    goods = sum([(await fair.seen(one))["total"] for one in orders])
    bundle = new_id()
    for _ in range(dice.randint(1, 2)):
        ok(await together(village, orders, bundle))
    parcel = (await fair.seen(orders[0]))["parcels"][0]
    assert before - await balance(fair.amina) == goods - sum(prices) + max(prices)
    end = dice.choice(["deliver", "sign", "back", "lost", "failed"])
    await bring_to_an_end(village, parcel, delivery, end)
    await calm(village, settle)
    fair.clock.advance(timedelta(days=2, hours=1))
    await calm(village, settle)
    await agree(village)
    seen = [await fair.seen(one) for one in orders]
    back = sum(one["refunded"] for one in seen)
    paid = before - await balance(fair.amina)
    if end in ("deliver", "sign"):
        assert {one["state"] for one in seen} <= {"received", "done"}
        assert back == sum(prices) - max(prices)
        assert paid == goods - sum(prices) + max(prices)
    else:
        assert {one["state"] for one in seen} == {"returned"}
        # What was carried and came back was carried; what was lost was not.
        assert paid == (0 if end == "lost" else max(prices))
    assert UUID(parcel["id"])
    assert await balance(kofi) in (0, 80)


async def bring_to_an_end(village: Village, parcel: Any, delivery: str, end: str) -> None:
    fair, kofi = village.fair, village.kofi
    ok(await village.does(kofi, parcel, "collect"))
    if end == "lost":
        path = f"/desk/parcels/{parcel['id']}/events/{new_id()}"
        ok(await fair.olga.put(path, json={"act": "lose", "reason": "Fire"}))
        return
    if end in ("deliver", "sign"):
        if delivery == "point":
            ok(await village.arrives(parcel["number"]))
            for _ in range(2):
                await village.handed(parcel["code"])
        elif end == "deliver":
            ok(await village.does(kofi, parcel, "deliver", code=parcel["code"]))
        else:
            ok(await village.does(kofi, parcel, "deliver", signature="Ali"))
        return
    if end == "failed" and delivery == "courier":
        for _ in range(3):
            ok(await village.does(kofi, parcel, "fail", reason="not_home"))
            await village.does(kofi, parcel, "depart")
    else:
        ok(await village.does(kofi, parcel, "turn_back"))
    ok(await village.does(fair.mei, parcel, "take_back"))


async def test_who_packs_sends_and_nobody_else(
    fair: Fair, village: Village, join: Join, settings: Any
) -> None:
    orders = [await bought(village, 250) for _ in range(2)]
    people = {}
    for role in ("cashier", "agent", "packer", "manager"):
        people[role] = await join(role)
        await befriend(fair.mei, people[role])
        path = f"/merchants/{fair.kitchen.id}/cashiers/{people[role].me['id']}"
        ok(await fair.mei.put(path, json={"role": role}))
    blocked = await join("ben")
    ok(await fair.mei.put(f"/blocks/{blocked.me['id']}"))
    listed = f"/merchants/{fair.kitchen.id}/consolidations"
    refused = {
        "cashier": (people["cashier"], 403),
        "agent": (people["agent"], 403),
        "stranger": (await join("sam"), 404),
        "buyer": (fair.amina, 404),
        "courier": (village.kofi, 404),
        "other shop": (fair.juma, 404),
        "desk": (fair.olga, 404),
        "blocked": (blocked, 404),
    }
    async with unchanged(str(settings.database_url), "identity_session"):
        for name, (who, status) in refused.items():
            assert (await who.get(listed)).status_code == status, name
            assert (await together(village, orders, who=who)).status_code == status, name
        # Orders of another shop, by who packs in one's own.
        path = f"/merchants/{fair.lamps.id}/consolidations/{new_id()}"
        stolen = await fair.juma.put(path, json={"orders": orders})
        assert (stolen.status_code, stolen.json()["code"]) == (404, "no_order")
    for role in ("packer", "manager"):
        assert len(ok(await people[role].get(listed))["groups"]) == 1
    ok(await together(village, orders, who=people["packer"]))
